//! The layout of the pages: title, stylesheet and Content Security Policy.

use crate::api_error::ApiError;
use crate::relative_links::link_to;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::Markup;
use open_ticket_http_responses::{HtmlPage, NOSNIFF, PageKind};

/// Returns a page with the given content. The page needs no file in `--dist`.
pub fn page(status: StatusCode, title: &str, content: &Markup) -> Response {
    let page = HtmlPage {
        title,
        stylesheet: &link_to("form.css"),
        icon: &link_to("icon.svg"),
        kind: PageKind::Form,
        content,
    };
    page.respond(status)
}

/// Returns the status of a page. Refusals by WHMCS have status 200 in the API; a page with an error
/// has status 422 instead.
pub fn page_status(error: &ApiError) -> StatusCode {
    match error.status() {
        StatusCode::OK => StatusCode::UNPROCESSABLE_ENTITY,
        status => status,
    }
}

/// `GET /api/ticket/form.css`: returns the stylesheet.
pub async fn stylesheet() -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/css")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        NOSNIFF,
    ];
    (headers, include_str!("form.css")).into_response()
}

/// `GET /api/ticket/icon.svg`: returns the icon.
pub async fn icon() -> Response {
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("image/svg+xml"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        NOSNIFF,
    ];
    (headers, include_str!("../../../../style/icon.svg")).into_response()
}
