//! Tokens as a site makes them, written by hand: nothing here signs with what is under test.

use crate::support::SIGNING_KEY;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since 1970.
pub fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs()
}

/// The claims of a client who is signed in now.
pub fn claims(client: u32) -> Value {
    json!({ "aud": "open-ticket", "iat": now(), "exp": now() + 600, "client": client })
}

/// A token with these claims, signed as a site does it.
pub fn token(claims: &Value) -> String {
    signed(
        &json!({ "alg": "HS256", "typ": "JWT" }),
        claims,
        SIGNING_KEY,
    )
}

/// A token with any header, signed with any key.
pub fn signed(header: &Value, claims: &Value, key: &str) -> String {
    let part = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
    let message = format!("{}.{}", part(header), part(claims));
    let key = hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes());
    let signature = hmac::sign(&key, message.as_bytes());
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// The header that carries a token.
pub fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}
