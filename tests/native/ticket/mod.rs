//! The domain types: valid and invalid values.

mod characters;
mod file_names;
mod generic_names;
mod idempotency_keys;
mod refusals;
mod requesters;
mod system_files;
mod texts;
mod visible_markdown;
