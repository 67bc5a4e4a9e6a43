//! The form's state, and the runner of its effects: requests, files, focus, announcements.

pub mod authenticated_client;
pub mod autosave_handle;
pub mod clock_and_network;
pub mod delayed_focus;
pub mod dispatch;
mod effect_runner;
mod file_check_and_conversion_limits;
pub mod file_task;
mod progress_in_file_bytes;
mod relay_requests;
pub mod run_file_task;
pub mod selected_files;
mod start_file_task;
pub mod start_form;
pub mod store;
pub mod task;
