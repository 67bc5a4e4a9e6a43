//! Submission of the ticket: the Send button, progress, Cancel and automatic retry.

mod clock_and_network;
mod file_progress;
mod retry_countdown;
mod submission_status;
mod submit_row;

pub use file_progress::file_progress;
pub use retry_countdown::with_retry_countdown;
pub use submit_row::submit_row;
