//! The attachments: file inputs, drop zone, pasted files, and the list of selected files.

mod add_files;
mod attachments_field;
mod drop_zone;
mod file_details;
mod file_inputs;
mod file_label;
mod file_list;
mod file_row;
mod first_lines;
mod pasted_and_dropped_files;
mod thumbnail;
mod undo_file_removal;

pub use attachments_field::attachments_field;
pub use drop_zone::DropZone;
pub use file_details::file_details;
pub use pasted_and_dropped_files::add_pasted_files;
pub use thumbnail::thumbnail;
