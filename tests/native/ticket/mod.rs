//! The domain types: valid and invalid values.

mod characters;
mod distinct_file_names;
mod email_suggestions;
mod field_values;
mod file_names;
mod idempotency_keys;
mod initials;
mod refusals;
mod requesters;
mod system_files;
mod visible_markdown;
