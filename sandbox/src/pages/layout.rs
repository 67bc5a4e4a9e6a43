//! The layout of every page.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use open_ticket_http_responses::{HtmlPage, PageKind};

/// Name of the stylesheet, next to the pages.
pub const STYLESHEET: &str = "sandbox.css";

/// Name of the icon, next to the pages.
pub const ICON: &str = "sandbox.svg";

/// Returns a page. Its stylesheet and icon have relative URLs, because the sandbox may be nested
/// under any path.
pub fn page(status: StatusCode, title: &str, content: &Markup) -> Response {
    let page = HtmlPage {
        title,
        stylesheet: STYLESHEET,
        icon: ICON,
        kind: PageKind::ReadOnly,
        content,
    };
    page.respond(status)
}

/// Renders the link to the demo page, or to the index page of the standalone sandbox.
pub fn home_link() -> Markup {
    html! { a.brand href="/" { "Example Hosting" } }
}

/// Returns a page with a heading and one paragraph.
pub fn message_page(status: StatusCode, title: &str, text: &str) -> Response {
    let content = html! {
        header { (home_link()) }
        main {
            h1 { (title) }
            p { (text) }
        }
    };
    page(status, title, &content)
}

/// Returns the page for a ticket or file that does not exist.
pub fn not_found() -> Response {
    message_page(
        StatusCode::NOT_FOUND,
        "Not found",
        "There is nothing at this address. The link may be wrong or out of date.",
    )
}

/// Returns the page for a failure of the database.
pub fn database_error(title: &str) -> Response {
    message_page(
        StatusCode::INTERNAL_SERVER_ERROR,
        title,
        "The sandbox's database failed. See the log for the error.",
    )
}
