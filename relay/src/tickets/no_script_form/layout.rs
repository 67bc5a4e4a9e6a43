//! The layout of the pages: title, style sheet and Content Security Policy.

use crate::paths;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::Markup;
use open_ticket_http_responses::{HtmlPage, NOSNIFF, PageKind};

/// Returns a page with the given content. The page needs no file in `--dist` except the icon.
pub fn page(status: StatusCode, title: &str, content: &Markup) -> Response {
    let page = HtmlPage {
        title,
        stylesheet: paths::NO_SCRIPT_STYLESHEET,
        icon: "/icon.svg",
        kind: PageKind::Form,
        content,
    };
    page.respond(status)
}

/// `GET /api/ticket/form.css`: returns the style sheet.
pub async fn stylesheet() -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/css")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        NOSNIFF,
    ];
    (headers, include_str!("form.css")).into_response()
}
