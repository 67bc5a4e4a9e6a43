//! The header of a token.

use super::token_refusal::TokenRefusal;
use serde::Deserialize;
use serde::de::IgnoredAny;

/// Header parameters that the relay understands. Others are ignored (RFC 7515, section 4) and not
/// stored: anyone can send a header.
#[derive(Deserialize)]
struct TokenHeader {
    alg: Option<String>,
    crit: Option<IgnoredAny>,
}

/// Checks that the algorithm is HS256, and that the header requires no extension.
///
/// # Errors
/// [`TokenRefusal`].
pub fn check(json: &[u8]) -> Result<(), TokenRefusal> {
    let header: TokenHeader = serde_json::from_slice(json)
        .map_err(|_| TokenRefusal::new("header", "it is not a JSON object with alg as a string"))?;
    if header.alg.as_deref() != Some("HS256") {
        return Err(TokenRefusal::new("alg", "it must be HS256"));
    }
    // RFC 7515, section 4.1.11: the relay understands no extensions, and a list must not be empty.
    if header.crit.is_some() {
        return Err(TokenRefusal::new(
            "crit",
            "the relay understands no extensions",
        ));
    }
    Ok(())
}
