//! The domain types: valid and invalid values.

mod characters;
mod email_suggestions;
mod field_values;
mod file_names;
mod generic_file_names;
mod idempotency_keys;
mod initials;
mod numbered_file_names;
mod refusals;
mod requesters;
mod system_files;
mod visible_markdown;
