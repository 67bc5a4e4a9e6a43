//! Submission of the ticket: the Send button, progress, Cancel, failures and automatic retry.

mod failure_box;
mod file_progress;
mod send_button_and_progress;
mod status_bar;
mod submission_status;

pub use file_progress::file_progress;
pub use status_bar::status_bar;
