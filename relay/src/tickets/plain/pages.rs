//! The pages around a plain form.

use crate::page::{self, Look};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use maud::html;
use open_ticket::rules::Rules;

/// A page with the departments, each with the way to its form.
pub fn departments(rules: &Rules) -> Response {
    let open = rules.departments.iter().filter(|d| !d.clients_only);
    let content = html! {
        main.plain {
            h1 { "Open a ticket" }
            p { "Whom is it for?" }
            ul.departments {
                @for department in open {
                    li {
                        a href={ "/api/ticket/form?department=" (department.id) } {
                            (department.name)
                        }
                        @if !department.description.is_empty() { p.hint { (department.description) } }
                    }
                }
            }
        }
    };
    page::page(StatusCode::OK, "Open a ticket", Look::Form, &content)
}

/// The page that says which ticket was opened.
pub fn confirmation(number: &str, link: Option<&str>) -> Response {
    let content = html! {
        main.plain {
            h1 { "Your ticket is open" }
            p { "Its number is " strong { (number) } ". An answer comes by email." }
            @if let Some(link) = link {
                p { a href=(link) referrerpolicy="no-referrer" { "Read your ticket" } }
            }
        }
    };
    page::page(StatusCode::OK, "Your ticket is open", Look::Form, &content)
}

/// The page for an intent of which nobody knows yet what became of it. It asks again by itself.
pub fn waiting() -> Response {
    let title = "Your ticket is on its way";
    let content = html! {
        main.plain {
            h1 { (title) }
            p { "There is no certain answer yet. This page looks again every few seconds." }
        }
    };
    let mut response = page::page(StatusCode::OK, title, Look::Form, &content);
    let soon = HeaderValue::from_static("5");
    response.headers_mut().insert(header::REFRESH, soon);
    response
}

/// The page for an intent that opened nothing.
pub fn nothing_opened() -> Response {
    let title = "No ticket was opened";
    let content = html! {
        main.plain {
            h1 { (title) }
            p { "Nothing was sent under this address, or it was longer than a day ago." }
            p { a href="/api/ticket/form" { "Open a ticket" } }
        }
    };
    page::page(StatusCode::NOT_FOUND, title, Look::Form, &content)
}
