//! Storage of a form's draft in the browser: text in local storage, files in IndexedDB. Part of the
//! editor chunk: without it, the form works, and the browser asks for confirmation before the user
//! leaves the page.

mod autosave;
mod autosave_mode;
mod browser_tabs;
mod change_storage;
mod connect_autosave;
mod draft_key;
mod draft_storage;
mod file_sync;
mod local_storage_drafts;
mod notice;
mod notice_view;
mod open_storage;
mod other_tab;
mod restored_files;
mod save_delay;
mod status_view;
mod transfer;
mod transfer_view;

pub use connect_autosave::connect_autosave;
