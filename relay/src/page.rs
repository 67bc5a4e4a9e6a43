//! The relay's own pages: one frame, one policy.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

/// The policy of the demo page: scripts and styles from here only, WebAssembly, and no string ever
/// becomes markup or code.
pub const DEMO_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
     style-src 'self'; img-src 'self' blob:; connect-src 'self'; base-uri 'none'; \
     form-action 'self'; frame-ancestors 'self'; require-trusted-types-for 'script'; \
     trusted-types 'none'";

/// The policy of a page without scripts.
const PLAIN_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What a browser must not read into a file's bytes.
pub const NOSNIFF: (HeaderName, HeaderValue) = (
    header::X_CONTENT_TYPE_OPTIONS,
    HeaderValue::from_static("nosniff"),
);

/// A whole page without scripts, dressed by `/demo.css`.
pub fn page(status: StatusCode, title: &str, content: &Markup) -> Response {
    let document = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="icon" href="/icon.svg";
                link rel="stylesheet" href="/demo.css";
            }
            body { (content) }
        }
    };
    let headers = [
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(PLAIN_POLICY),
        ),
        (
            header::REFERRER_POLICY,
            HeaderValue::from_static("no-referrer"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        NOSNIFF,
    ];
    (status, headers, Html(document.into_string())).into_response()
}

/// A page that says one thing.
pub fn notice(status: StatusCode, title: &str, sentence: &str) -> Response {
    let main = html! {
        main.notice {
            h1 { (title) }
            p { (sentence) }
        }
    };
    page(status, title, &main)
}

/// The page for an address where nothing is.
pub fn not_found() -> Response {
    notice(
        StatusCode::NOT_FOUND,
        "Not found",
        "There is nothing at this address. The link may be wrong or out of date.",
    )
}
