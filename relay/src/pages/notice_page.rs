//! Pages with a single message.

use crate::relative_links::link_to;
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use open_ticket_http_responses::{HtmlPage, PageKind};

/// Returns a page with a heading and one paragraph.
pub fn notice_page(status: StatusCode, title: &str, text: &str) -> Response {
    let content = html! {
        main.notice {
            h1 { (title) }
            p { (text) }
        }
    };
    let page = HtmlPage {
        title,
        stylesheet: &link_to("form.css"),
        icon: &link_to("icon.svg"),
        kind: PageKind::ReadOnly,
        content: &content,
    };
    page.respond(status)
}
