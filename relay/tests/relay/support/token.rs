//! Tokens, encoded and signed by hand rather than with the code under test.

use super::relay::SIGNING_KEY;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};

/// Returns the seconds since 1970.
pub fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs()
}

/// Returns valid claims for a client.
pub fn claims(client: u32) -> Value {
    json!({ "aud": "open-ticket", "iat": now(), "exp": now() + 600, "client": client })
}

/// Returns a token with these claims, signed as a site signs it.
pub fn token(claims: &Value) -> String {
    signed_token(
        &json!({ "alg": "HS256", "typ": "JWT" }),
        claims,
        SIGNING_KEY,
    )
}

/// Returns a token with any header, signed with any key.
pub fn signed_token(header: &Value, claims: &Value, key: &str) -> String {
    let part = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
    let message = format!("{}.{}", part(header), part(claims));
    let key = hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes());
    let signature = hmac::sign(&key, message.as_bytes());
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// Returns the value of the `Authorization` header.
pub fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}
