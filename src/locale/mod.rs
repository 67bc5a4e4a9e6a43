//! UI text: constants generated from a locale file, and the functions that choose and fill them.
//!
//! The form and the relay's form without scripts share this module, so both show the same text for
//! the same value. Text that only the form shows is chosen in `ui::text`.
//!
//! # Languages
//! A build has one language, so the bundle contains no other. `build.rs` names the locale file, and
//! everything that depends on the language is in that file or in [`template::plural`]. A second
//! language needs a locale file with the same keys, its plural categories in `plural`, and a choice
//! of the file in `build.rs`; the code that uses the text stays the same.

pub mod strings;
pub mod template;

mod file_rules;
mod file_violation;
mod format_size;
mod labels;
mod number;
mod refusal;
mod reply_time;
mod send_error;
mod ticket_copy;
mod ticket_copy_file_name;
mod violation;
mod waiting_time;

pub use file_rules::{file_rules, file_total, short_file_rules};
pub use file_violation::file_row_violation;
pub use format_size::{
    format_limit, format_part, format_size, format_size_and_limit, format_total, name_and_size,
};
pub use labels::{OPTIONAL_SUFFIX, field_label, priority_label, signed_in_prefix};
pub use number::grouped;
pub use reply_time::reply_time;
pub use send_error::{Failure, failure};
pub use ticket_copy::{attachment_lines, ticket_copy};
pub use ticket_copy_file_name::ticket_copy_file_name;
pub use violation::violation;
