//! The page before the form: the list of departments.

use super::layout::page;
use crate::paths;
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use open_ticket::locale::strings;
use open_ticket::rules::Rules;

/// Returns a page with a link to the form of each department that guests may use.
pub fn department_list(rules: &Rules) -> Response {
    let for_guests = rules.departments.iter().filter(|d| !d.clients_only);
    let content = html! {
        main {
            h1 { (strings::NO_SCRIPT_FORM_TITLE) }
            p { (strings::NO_SCRIPT_FORM_CHOOSE_DEPARTMENT) }
            ul.departments {
                @for department in for_guests {
                    li {
                        a href={ (paths::NO_SCRIPT_FORM) "?department=" (department.id) } {
                            (department.name)
                        }
                        @if !department.description.is_empty() { p.hint { (department.description) } }
                    }
                }
            }
        }
    };
    page(StatusCode::OK, strings::NO_SCRIPT_FORM_TITLE, &content)
}
