//! The form's state, and the runner of its effects: requests, files, focus, announcements.

pub mod authenticated_client;
pub mod delayed_focus;
pub mod dispatch;
pub mod draft_link;
mod effect_runner;
pub mod file_store;
pub mod file_task;
mod file_tasks;
mod progress_in_file_bytes;
mod relay_requests;
pub mod start_form;
pub mod store;
pub mod task;
