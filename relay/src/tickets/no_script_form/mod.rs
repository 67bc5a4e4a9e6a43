//! The form without scripts: an HTML form under the same rules, whose responses are pages.

mod controls;
mod custom_field;
mod decode_form;
mod department_list_page;
mod error_messages;
mod form_page;
mod form_values;
mod kept_input_notice;
mod notices;
mod outcome_pages;
mod page_response;
mod prepare_form;
mod repeated_content;
mod show_pages;
mod stylesheet_and_icon;
mod submit_form;
mod text_area_heights;
mod validate_form;
mod waiting_page;

pub use show_pages::{error_page, show_form, show_outcome};
pub use stylesheet_and_icon::{icon, stylesheet};
pub use submit_form::{accepts_html, submit_form};
