//! The pages after the form: confirmation, expired outcome, and no ticket.

use super::page_response::page;
use crate::relative_links::link_to;
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use open_ticket::locale::strings;
use open_ticket::locale::template::{prefix, suffix};

/// Returns the confirmation of an opened ticket. It does not contain the address that the reply goes
/// to: the page has no other identification than its own address.
pub fn confirmation(number: &str, link: Option<&str>, reply_time: Option<&str>) -> Response {
    let content = html! {
        main {
            h1 { (prefix(strings::OPENED_HEADING)) (number) (suffix(strings::OPENED_HEADING)) }
            p { (strings::NO_SCRIPT_FORM_OPENED_REPLY) }
            @if let Some(reply_time) = reply_time { p { (reply_time) } }
            @if let Some(link) = link {
                p { a.view href=(link) referrerpolicy="no-referrer" { (strings::OPENED_VIEW) } }
            }
            p { a.view href=(link_to("form")) { (strings::OPENED_ANOTHER) } }
        }
    };
    page(
        StatusCode::OK,
        strings::NO_SCRIPT_FORM_OPENED_TITLE,
        &content,
    )
}

/// Returns the page for a submission that opened no ticket.
pub fn no_ticket_opened() -> Response {
    page_with_new_form(
        StatusCode::NOT_FOUND,
        strings::NO_SCRIPT_FORM_NOT_OPENED_HEADING,
        strings::NO_SCRIPT_FORM_NOT_OPENED_TEXT,
    )
}

/// Returns the page for a submission whose outcome is no longer stored. It does not reload: the outcome
/// cannot become known.
pub fn outcome_expired() -> Response {
    page_with_new_form(
        StatusCode::GONE,
        strings::NO_SCRIPT_FORM_EXPIRED_HEADING,
        strings::NO_SCRIPT_FORM_EXPIRED_TEXT,
    )
}

fn page_with_new_form(status: StatusCode, title: &str, text: &str) -> Response {
    let content = html! {
        main {
            h1 { (title) }
            p { (text) }
            p { a href=(link_to("form")) { (strings::NO_SCRIPT_FORM_TITLE) } }
        }
    };
    page(status, title, &content)
}
