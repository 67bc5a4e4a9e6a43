//! UI text that only the form shows. Text that it shares with the relay's form is in
//! [`locale`](crate::locale).

mod announcements;
mod draft_notices;
mod editor_labels;
mod file_notes;
mod progress_and_countdown;
mod request_errors;

pub use announcements::announcement;
pub use draft_notices::{draft_loaded, draft_not_recognized, draft_restored};
pub use editor_labels::{
    SHORTCUT_SEPARATOR, TOOLBAR_HINT, command_label, message_length, mode_tab_label, pasted,
    task_label, toolbar_button_label,
};
pub use file_notes::{converted_from, renamed_from, resized_from, skipped_files};
pub use progress_and_countdown::{retry_countdown, upload_progress};
pub use request_errors::{retry_stopped, rules_failure, submission_failure};

use crate::locale::strings;
use crate::locale::template::{prefix, suffix};

/// Text before each error for screen readers, which do not convey its color.
pub const ERROR_PREFIX: &str = prefix(strings::VIOLATION_PREFIXED);

/// Text before a known incident.
pub const INCIDENT_PREFIX: &str = prefix(strings::INCIDENT_KNOWN);

/// Heading of the confirmation, before and after the ticket number.
pub const OPENED_HEADING: (&str, &str) = (
    prefix(strings::OPENED_HEADING),
    suffix(strings::OPENED_HEADING),
);

/// Sentence about the reply, before and after the email address.
pub const OPENED_REPLY_TO: (&str, &str) = (
    prefix(strings::OPENED_REPLY_TO),
    suffix(strings::OPENED_REPLY_TO),
);
