//! The screens of the form: editing, confirmation, and an error if the rules are unavailable.

mod complete_confirmation;
mod confirmation;
pub mod confirmation_elements;
mod edit;
mod error_summary;
mod incident_line;
mod unavailable;

pub use complete_confirmation::complete_confirmation;
pub use confirmation::confirmation_screen;
pub use edit::{edit_screen, paste_files};
pub use unavailable::unavailable_screen;
