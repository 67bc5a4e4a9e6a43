//! Submission of the ticket: the Send button, progress, Cancel, failures and automatic retry.

mod clock_and_network;
mod failure_box;
mod file_progress;
mod status_strip;
mod submission_status;
mod submit_row;

pub use file_progress::file_progress;
pub use status_strip::status_strip;
