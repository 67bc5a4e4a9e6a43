//! The form without scripts: an HTML form under the same rules, whose responses are pages.

mod controls;
mod department_list_page;
mod error_summary;
mod form_page;
mod form_values;
mod handlers;
mod layout;
mod outcome_pages;

pub use handlers::{show_form, show_outcome, submit_form};
pub use layout::stylesheet;
