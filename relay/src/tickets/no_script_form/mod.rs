//! The form without scripts: an HTML form under the same rules, whose responses are pages.

mod controls;
mod custom_field;
mod decode_form;
mod department_list_page;
mod error_summary;
mod form_page;
mod form_values;
mod handlers;
mod kept_input_notice;
mod layout;
mod outcome_pages;
mod page_submission;
mod problems;
mod render_summary;
mod repeated_content;
mod submit_form;

pub use handlers::{error_page, show_form, show_outcome};
pub use layout::{icon, stylesheet};
pub use submit_form::{accepts_html, submit_form};
