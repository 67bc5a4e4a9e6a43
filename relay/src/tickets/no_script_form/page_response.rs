//! The response with a page of the form without scripts: its content, title and status.

use crate::api_error::ApiError;
use crate::relative_links::link_to;
use axum::http::StatusCode;
use axum::response::Response;
use maud::Markup;
use open_ticket_http_responses::{HtmlPage, PageKind};

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
