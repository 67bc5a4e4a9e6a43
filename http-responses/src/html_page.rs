//! HTML pages without scripts, under a strict Content Security Policy.

use crate::html_head::html_head;
use crate::{NO_STORE, NOSNIFF};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

/// Content Security Policy of a read-only page.
const READ_ONLY_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Content Security Policy of a page with a form.
const FORM_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; \
     base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

/// HTML page without scripts.
#[derive(Clone, Copy, Debug)]
pub struct HtmlPage<'a> {
    /// Title of the document.
    pub title: &'a str,
    /// URL of the stylesheet.
    pub stylesheet: &'a str,
    /// URL of the icon.
    pub icon: &'a str,
    /// Permissions of the page.
    pub kind: PageKind,
    /// Content of the `body` element.
    pub content: &'a Markup,
}

/// Permissions of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// No permissions. Links send no referrer.
    ReadOnly,
    /// Submits a form to its own origin, and may be framed there.
    Form,
}

impl HtmlPage<'_> {
    /// Returns the response with the whole document.
    pub fn respond(&self, status: StatusCode) -> Response {
        let document = html! {
            (DOCTYPE)
            html lang="en" {
                (html_head(self.title, self.stylesheet, self.icon))
                body { (self.content) }
            }
        };
        let headers = [
            (
                header::CONTENT_SECURITY_POLICY,
                HeaderValue::from_static(self.kind.policy()),
            ),
            (
                header::REFERRER_POLICY,
                HeaderValue::from_static(self.kind.referrer_policy()),
            ),
            NO_STORE,
            NOSNIFF,
        ];
        (status, headers, Html(document.into_string())).into_response()
    }
}

impl PageKind {
    const fn policy(self) -> &'static str {
        match self {
            Self::ReadOnly => READ_ONLY_POLICY,
            Self::Form => FORM_POLICY,
        }
    }

    /// Returns the `Referrer-Policy`. With `no-referrer`, a form's POST would send `Origin: null`.
    const fn referrer_policy(self) -> &'static str {
        match self {
            Self::ReadOnly => "no-referrer",
            Self::Form => "same-origin",
        }
    }
}
