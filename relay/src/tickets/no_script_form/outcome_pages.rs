//! The pages after the form: confirmation, expired outcome, and no ticket.

use super::page_response::page;
use crate::relative_links::link_to;
use crate::sent_forms::SentForm;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use open_ticket::locale::template::{prefix, suffix};
use open_ticket::locale::{self, strings};
use open_ticket::rules::Department;
use open_ticket::ticket::FileName;

/// Content of a confirmation.
pub struct Confirmation<'a> {
    /// Number of the ticket.
    pub number: &'a str,
    /// Link to the ticket.
    pub link: Option<&'a str>,
    /// Department of the ticket.
    pub department: Option<&'a Department>,
    /// Content of the form, the first time that the page is shown.
    pub sent: Option<&'a SentForm>,
}

/// Returns the confirmation of an opened ticket. It does not contain the address that the reply goes
/// to: the page has no other identification than its own address.
pub fn confirmation(confirmation: &Confirmation<'_>) -> Response {
    let Confirmation {
        number,
        link,
        department,
        sent,
    } = confirmation;
    let reply_time = department.and_then(locale::reply_time);
    let content = html! {
        main {
            h1 { (prefix(strings::OPENED_HEADING)) (number) (suffix(strings::OPENED_HEADING)) }
            p { (strings::NO_SCRIPT_FORM_OPENED_REPLY) }
            @if let Some(reply_time) = reply_time { p { (reply_time) } }
            @if let Some(sent) = sent { (sent_content(sent, *department)) }
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

/// Returns the list of what was sent, in the words of the form's confirmation. Text in the other direction is
/// aligned like the labels.
fn sent_content(sent: &SentForm, department: Option<&Department>) -> Markup {
    let file = |(name, size): &(FileName, u64)| locale::name_and_size(name.as_str(), *size);
    html! {
        dl.sent {
            @if let Some(department) = department {
                dt { (strings::LABEL_DEPARTMENT) }
                dd { bdi { (department.name) } }
            }
            dt { (strings::LABEL_SUBJECT) }
            dd { bdi { (sent.subject) } }
            dt { (strings::LABEL_MESSAGE) }
            dd.message { bdi { (sent.message) } }
            @if !sent.files.is_empty() {
                dt { (strings::OPENED_ATTACHMENTS) }
                @for sent_file in &sent.files { dd { bdi { (file(sent_file)) } } }
            }
        }
    }
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
