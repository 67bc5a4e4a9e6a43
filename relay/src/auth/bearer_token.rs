//! The `Authorization` header.

use super::token_refusal::TokenRefusal;
use axum::http::{HeaderMap, header};

/// Scheme of the site's tokens (RFC 6750, section 2.1), compared without case (RFC 9110, section
/// 11.1).
const SCHEME: &str = "bearer";

/// Returns the token of `Authorization: Bearer`, or `None` without one. Other schemes are ignored:
/// a site behind Basic or Digest authentication sends its own header with every request, sometimes
/// in the same line.
///
/// # Errors
/// [`TokenRefusal`] for two different tokens, or a token that is not ASCII.
pub fn bearer_token(headers: &HeaderMap) -> Result<Option<&str>, TokenRefusal> {
    let mut token = None;
    for value in headers.get_all(header::AUTHORIZATION) {
        let Ok(text) = value.to_str() else {
            match value.as_bytes().get(..SCHEME.len()) {
                Some(start) if start.eq_ignore_ascii_case(SCHEME.as_bytes()) => {
                    return Err(TokenRefusal::new("token", "it is not ASCII"));
                }
                _ => continue,
            }
        };
        for found in credentials(text).filter_map(token_of) {
            if token.is_some_and(|token| token != found) {
                return Err(TokenRefusal::new("token", "the request has two"));
            }
            token = Some(found);
        }
    }
    Ok(token)
}

/// Returns the token if the scheme of the credentials is `Bearer`.
fn token_of(credentials: &str) -> Option<&str> {
    let (scheme, token) = credentials
        .split_once([' ', '\t'])
        .unwrap_or((credentials, ""));
    scheme.eq_ignore_ascii_case(SCHEME).then_some(token.trim())
}

/// Splits a header at the commas outside of quotation marks. Proxies join header lines with them.
fn credentials(text: &str) -> impl Iterator<Item = &str> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    let separator = move |c: char| {
        let is_separator = c == ',' && !is_quoted;
        is_quoted ^= c == '"' && !is_escaped;
        is_escaped = is_quoted && c == '\\' && !is_escaped;
        is_separator
    };
    text.split(separator).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn token(lines: &[&str]) -> Result<Option<String>, TokenRefusal> {
        let values = lines
            .iter()
            .map(|line| HeaderValue::from_str(line).unwrap());
        let headers = values.map(|value| (header::AUTHORIZATION, value)).collect();
        bearer_token(&headers).map(|token| token.map(str::to_owned))
    }

    #[test]
    fn a_bearer_token_is_found_among_other_credentials() {
        for lines in [
            vec!["Bearer a.b.c"],
            vec!["bearer a.b.c"],
            vec!["BEARER   a.b.c "],
            vec!["Bearer\ta.b.c"],
            vec!["Basic c2FuZGJveA==", "Bearer a.b.c"],
            vec!["Bearer a.b.c", "Digest username=\"x\""],
            vec!["Basic c2FuZGJveA==, Bearer a.b.c"],
            vec!["Digest username=\"a, \\\", Bearer x\", realm=\"b\", Bearer a.b.c"],
            vec!["Bearer a.b.c", "Bearer a.b.c"],
        ] {
            assert_eq!(token(&lines), Ok(Some("a.b.c".to_owned())), "{lines:?}");
        }
        for lines in [vec!["Bearer"], vec!["Bearer "]] {
            assert_eq!(token(&lines), Ok(Some(String::new())), "{lines:?}");
        }
    }

    #[test]
    fn other_schemes_are_ignored() {
        for line in [
            "Basic c2FuZGJveA==",
            "Digest username=\"Bearer a.b.c\", realm=\", Bearer a.b.c\"",
            "Negotiate YII=",
            "Token a.b.c",
            "BearerToken a.b.c",
            "nonsense",
            "",
            ", ,",
        ] {
            assert_eq!(token(&[line]), Ok(None), "{line}");
        }
        let bytes = HeaderValue::from_bytes(b"Basic \xff").unwrap();
        let headers = [(header::AUTHORIZATION, bytes)].into_iter().collect();
        assert_eq!(bearer_token(&headers), Ok(None));
    }

    #[test]
    fn two_different_tokens_are_refused() {
        assert!(token(&["Bearer a.b.c", "Bearer d.e.f"]).is_err());
        assert!(token(&["Bearer a.b.c, Bearer d.e.f"]).is_err());
        let bytes = HeaderValue::from_bytes(b"bEARER \xff").unwrap();
        let headers = [(header::AUTHORIZATION, bytes)].into_iter().collect();
        assert!(bearer_token(&headers).is_err());
    }
}
