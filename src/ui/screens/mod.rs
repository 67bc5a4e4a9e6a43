//! The screens of the form: editing, confirmation, and an error if the rules are unavailable.

mod confirmation;
mod confirmation_details;
pub mod confirmation_elements;
mod edit;
mod error_summary;
mod incident_line;
mod unavailable;
mod unloaded_draft;

pub use confirmation::confirmation_screen;
pub use confirmation_details::confirmation_details;
pub use edit::{edit_screen, paste_files};
pub use unavailable::unavailable_screen;
