//! Who may ask, and what the log keeps of it.

use crate::error::Code;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::middleware::Next;
use axum::response::Response;
use std::time::Instant;
use tracing::Instrument;

/// Whether a page of this very site asks, or no page at all.
///
/// Browsers that know `Sec-Fetch-Site` (Fetch Metadata) say so themselves; for the others `Origin`
/// is held against `Host`. Who sends neither is no page (OWASP, Cross-Site Request Forgery
/// Prevention Cheat Sheet).
#[must_use]
pub fn is_same_origin(headers: &HeaderMap) -> bool {
    let text = |name| {
        headers
            .get(name)
            .map(|value: &HeaderValue| value.to_str().unwrap_or(""))
    };
    match (text("sec-fetch-site"), text(header::ORIGIN.as_str())) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, None) => true,
        (None, Some(origin)) => {
            let authority = origin
                .parse::<Uri>()
                .ok()
                .and_then(|uri| uri.into_parts().authority);
            let host = text(header::HOST.as_str());
            authority.is_some_and(|authority| host == Some(authority.as_str()))
        }
    }
}

/// Writes a line per request: its id, which the answer carries as `X-Request-Id`, method, path,
/// status, code and duration. Never a query, a header or a body.
pub async fn log(request: Request, next: Next) -> Response {
    let id = request_id();
    let span = tracing::info_span!("request", %id);
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    async move {
        let begun = Instant::now();
        let mut response = next.run(request).await;
        let code = response
            .extensions()
            .get::<Code>()
            .map_or("", |code| code.0);
        let (status, took) = (response.status().as_u16(), begun.elapsed().as_millis());
        tracing::info!(%method, %path, status, code, took_ms = took as u64);
        if let Ok(id) = id.parse() {
            response.headers_mut().insert("x-request-id", id);
        }
        response
    }
    .instrument(span)
    .await
}

/// Sixteen hexadecimal digits. Without randomness all of them are 0: an id only tells lines apart.
fn request_id() -> String {
    format!("{:016x}", getrandom::u64().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)));
        is_same_origin(&headers.collect())
    }

    #[test]
    fn a_page_of_this_site_may_ask() {
        assert!(asks(&[
            ("host", "desk.example"),
            ("origin", "https://desk.example")
        ]));
        assert!(asks(&[
            ("host", "desk.example:8080"),
            ("origin", "http://desk.example:8080")
        ]));
        assert!(asks(&[
            ("host", "inner"),
            ("sec-fetch-site", "same-origin")
        ]));
    }

    #[test]
    fn a_page_of_another_site_may_not() {
        for origin in [
            "https://evil.example",
            "https://desk.example.evil.example",
            "https://evildesk.example",
            "https://desk.example:444",
            "null",
            "",
        ] {
            assert!(
                !asks(&[("host", "desk.example"), ("origin", origin)]),
                "{origin}"
            );
        }
        for site in ["cross-site", "same-site", "nonsense"] {
            assert!(
                !asks(&[("host", "desk.example"), ("sec-fetch-site", site)]),
                "{site}"
            );
        }
    }

    #[test]
    fn a_program_may_ask() {
        assert!(asks(&[("host", "desk.example")]));
    }
}
