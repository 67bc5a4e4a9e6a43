//! The domain types: valid and invalid values.

mod characters;
mod file_names;
mod idempotency_keys;
mod refusals;
mod requesters;
mod texts;
mod visible_markdown;
