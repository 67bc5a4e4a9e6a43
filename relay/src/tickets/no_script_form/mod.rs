//! The form without scripts: an HTML form under the same rules, whose responses are pages.

mod controls;
mod custom_field;
mod decode_form;
mod department_list_page;
mod error_messages;
mod form_page;
mod form_values;
mod kept_input_notice;
mod layout;
mod notices;
mod outcome_pages;
mod prepare_form;
mod repeated_content;
mod show_pages;
mod submit_form;
mod validate_form;

pub use layout::{icon, stylesheet};
pub use show_pages::{error_page, show_form, show_outcome};
pub use submit_form::{accepts_html, submit_form};
