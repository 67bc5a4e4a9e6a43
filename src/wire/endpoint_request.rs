//! URLs and headers of requests to an endpoint.

use crate::ticket::IdempotencyKey;

/// Prefix of a token that proves the origin of a request, and not the identity of a person.
const CSRF_PREFIX: &str = "csrf:";

/// Returns the URL of a submission's outcome: `{endpoint}/{key}`, or the endpoint with the parameter `key`
/// if the endpoint has a query, like the URL of a PHP script.
///
/// ```
/// use open_ticket::{ticket::IdempotencyKey, wire::outcome_url};
///
/// let key = IdempotencyKey::parse("0191e3a4-7c1b-7d2e-8f30-a1b2c3d4e5f6").unwrap();
/// assert_eq!(outcome_url("/api/ticket", key), format!("/api/ticket/{key}"));
/// assert_eq!(outcome_url("index.php?m=x", key), format!("index.php?m=x&key={key}"));
/// ```
#[must_use]
pub fn outcome_url(endpoint: &str, key: IdempotencyKey) -> String {
    let (url, separator) = if endpoint.contains('?') {
        (endpoint, "&key=")
    } else {
        (endpoint.trim_end_matches('/'), "/")
    };
    [url, separator, &key.to_string()].concat()
}

/// Returns the name and value of the header for a token. A token that begins with `csrf:` belongs to a
/// cookie session, and is sent as `X-CSRF-Token`: web servers do not pass `Authorization` on to PHP, and
/// a site behind HTTP authentication needs that header for itself.
#[must_use]
pub fn token_header(token: &str) -> (&'static str, String) {
    match token.strip_prefix(CSRF_PREFIX) {
        Some(token) => ("x-csrf-token", token.to_owned()),
        None => ("authorization", ["Bearer ", token].concat()),
    }
}
