//! Submission of the ticket: the Send button, progress, Cancel, failures and automatic retry.

mod failure_box;
mod file_progress;
mod status_bar;
mod submission_status;
mod submit_row;

pub use file_progress::file_progress;
pub use status_bar::status_bar;
