//! Keeps the draft of a form in the browser: text in local storage, files in IndexedDB. Part of the
//! editor chunk: the form works without it, and asks before a person leaves the page instead.

mod autosave;
mod autosave_draft;
mod draft_key;
mod file_sync;
mod mode;
mod notice;
mod notice_view;
mod opening;
mod record;
mod restored_files;
mod session;
mod status_view;
mod tabs;
mod transfer;

pub use autosave_draft::autosave_draft;
