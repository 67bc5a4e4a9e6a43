//! The page before the form: the list of departments.

use super::page_response::page;
use crate::relative_links::link_to;
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use open_ticket::locale::strings;
use open_ticket::rules::Rules;

/// Returns a page with a link to the form of each department that guests may use. `is_unknown` is
/// `true` if the page's address names a department that does not exist.
pub fn department_list(rules: &Rules, is_unknown: bool) -> Response {
    let for_guests = rules.departments.iter().filter(|d| !d.clients_only);
    let content = html! {
        main {
            h1 { (strings::NO_SCRIPT_FORM_TITLE) }
            @if is_unknown { p role="alert" { (strings::NO_SCRIPT_FORM_UNKNOWN_DEPARTMENT) } }
            h2 { (strings::LABEL_DEPARTMENT) }
            ul.departments {
                @for department in for_guests {
                    li {
                        a href={ (link_to("form")) "?department=" (department.id) } {
                            (department.name)
                        }
                        @if !department.description.is_empty() { p.hint { (department.description) } }
                    }
                }
            }
        }
    };
    let status = match is_unknown {
        true => StatusCode::NOT_FOUND,
        false => StatusCode::OK,
    };
    page(status, strings::NO_SCRIPT_FORM_TITLE, &content)
}
