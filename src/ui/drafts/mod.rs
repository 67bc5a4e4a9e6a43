//! Storage of a form's draft in the browser: text in local storage, files in IndexedDB. Part of the
//! editor chunk: without it, the form works, and the browser asks before the user leaves the page.

mod autosave;
mod autosave_draft;
mod autosave_mode;
mod draft_key;
mod draft_storage;
mod file_sync;
mod notice;
mod notice_view;
mod opening;
mod record;
mod restored_files;
mod save_delay;
mod status_view;
mod tabs;
mod transfer;

pub use autosave_draft::autosave_draft;
