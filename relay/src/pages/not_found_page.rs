//! The page for an unknown path (404).

use super::notice_page::notice_page;
use axum::http::StatusCode;
use axum::response::Response;
use open_ticket::locale::strings;

/// Returns the page for an unknown path.
pub fn not_found_page() -> Response {
    notice_page(
        StatusCode::NOT_FOUND,
        strings::NOT_FOUND_HEADING,
        strings::NOT_FOUND_TEXT,
    )
}
