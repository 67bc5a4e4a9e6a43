//! The fields of the form, except for the message and the files.

mod control;
mod custom_fields;
mod department;
mod department_hint;
mod email_suggestion;
pub mod ids;
mod labelled_field;
mod priority;
mod radio_field;
mod related_service;
mod requester;
mod select_field;
mod text_field;

pub use control::{control, with_description};
pub use custom_fields::with_custom_fields;
pub use department::department;
pub use email_suggestion::email_suggestion;
pub use labelled_field::{LabelOptions, Requirement, label, labelled_field};
pub use priority::priority;
pub use related_service::related_service;
pub use requester::requester;
pub use text_field::TextField;
