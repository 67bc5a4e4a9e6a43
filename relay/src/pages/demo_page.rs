//! The demo page for a signed-in client.

use crate::auth::{AUDIENCE, Claims, MAX_TOKEN_LIFETIME, SigningKey};
use crate::unix_time;
use axum::http::header;
use axum::response::{Html, IntoResponse};
use std::path::Path;

/// Reads the demo page and adds a token to its element, as a site's own server does. Returns `None`
/// if the page cannot be read.
pub async fn signed_in_demo_page(key: &SigningKey, file: &Path) -> Option<impl IntoResponse> {
    let page = tokio::fs::read_to_string(file).await.ok()?;
    let now = unix_time::seconds();
    let token = key.issue(&Claims {
        aud: AUDIENCE.to_owned(),
        iat: now,
        exp: now + MAX_TOKEN_LIFETIME,
        client: 1,
        user: Some(1),
        contact: None,
        name: Some("Ada Lovelace".to_owned()),
        email: Some("ada@example.com".to_owned()),
        services: None,
        domains: None,
    })?;
    // A token consists of letters, digits, `-`, `_` and dots, so it needs no escaping.
    let element = format!("<open-ticket token=\"{token}\"");
    let page = page.replacen("<open-ticket", &element, 1);
    Some(([(header::CACHE_CONTROL, "no-store")], Html(page)))
}
