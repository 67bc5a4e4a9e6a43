//! The page for a submission whose outcome is unknown: it waits, and reloads itself.

use super::page_response::page;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use maud::html;
use open_ticket::locale::strings;

/// Interval at which the page reloads, in seconds.
const RELOAD_SECONDS: HeaderValue = HeaderValue::from_static("5");

/// Returns the page for an unknown outcome, which reloads automatically.
pub fn outcome_unknown() -> Response {
    let title = strings::NO_SCRIPT_FORM_WAITING_HEADING;
    let content = html! {
        main {
            h1 { (title) }
            p { (strings::NO_SCRIPT_FORM_WAITING_TEXT) }
        }
    };
    let mut response = page(StatusCode::OK, title, &content);
    response
        .headers_mut()
        .insert(header::REFRESH, RELOAD_SECONDS);
    response
}
