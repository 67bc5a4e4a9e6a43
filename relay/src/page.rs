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

/// The same for a form.
const FORM_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; \
     base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

/// What a page is dressed by, and may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The sandbox's pages, which nobody fills in.
    Demo,
    /// A plain form's pages. They need nothing of the form's files.
    Form,
}

/// What a browser must not read into a file's bytes.
pub const NOSNIFF: (HeaderName, HeaderValue) = (
    header::X_CONTENT_TYPE_OPTIONS,
    HeaderValue::from_static("nosniff"),
);

/// A whole page without scripts.
pub fn page(status: StatusCode, title: &str, look: Look, content: &Markup) -> Response {
    let document = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="icon" href="/icon.svg";
                link rel="stylesheet" href=(look.style());
            }
            body { (content) }
        }
    };
    let headers = [
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(look.policy()),
        ),
        (
            header::REFERRER_POLICY,
            HeaderValue::from_static(look.referrer()),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        NOSNIFF,
    ];
    (status, headers, Html(document.into_string())).into_response()
}

impl Look {
    const fn style(self) -> &'static str {
        match self {
            Self::Demo => "/demo.css",
            Self::Form => FORM_STYLE,
        }
    }

    const fn policy(self) -> &'static str {
        match self {
            Self::Demo => PLAIN_POLICY,
            Self::Form => FORM_POLICY,
        }
    }

    /// With `no-referrer` a form's POST would say `Origin: null`.
    const fn referrer(self) -> &'static str {
        match self {
            Self::Demo => "no-referrer",
            Self::Form => "same-origin",
        }
    }
}

/// Where the style sheet of a plain form is.
pub const FORM_STYLE: &str = "/api/ticket/form.css";

/// The style sheet of a plain form.
pub async fn form_style() -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/css")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        NOSNIFF,
    ];
    (headers, include_str!("form.css")).into_response()
}

/// A page that says one thing.
pub fn notice(status: StatusCode, title: &str, sentence: &str) -> Response {
    let main = html! {
        main.notice {
            h1 { (title) }
            p { (sentence) }
        }
    };
    page(status, title, Look::Demo, &main)
}

/// The page for an address where nothing is.
pub fn not_found() -> Response {
    notice(
        StatusCode::NOT_FOUND,
        "Not found",
        "There is nothing at this address. The link may be wrong or out of date.",
    )
}
