//! Responses of api.php: JSON, or the older `key=value` format.

use crate::unix_time;
use jiff::fmt::rfc2822;
use reqwest::StatusCode;
use reqwest::header::{DATE, HeaderMap};
use std::borrow::Cow;

/// Response of api.php.
pub struct ApiResponse {
    /// Status code.
    pub status: StatusCode,
    /// Body. Invalid UTF-8 is replaced.
    pub body: String,
    /// Difference between the server's clock and the relay's, in seconds. Positive if the server's
    /// clock is ahead.
    pub clock_offset: i64,
}

impl ApiResponse {
    /// Returns the body as JSON.
    pub fn json(&self) -> Cow<'_, str> {
        to_json(&self.body)
    }
}

/// Calculates the offset of the server's clock from the `Date` header, in seconds. 0 without a
/// valid header.
pub fn clock_offset(headers: &HeaderMap) -> i64 {
    let date = headers.get(DATE).and_then(|value| value.to_str().ok());
    let date = date.and_then(|text| rfc2822::parse(text).ok());
    date.map_or(0, |date| {
        date.timestamp().as_second() - unix_time::signed_seconds()
    })
}

/// Converts the older format, `result=success;id=1;tid=…`, to JSON. A part without a known name
/// belongs to the value before it.
fn to_json(body: &str) -> Cow<'_, str> {
    let text = body.trim_start_matches('\u{feff}').trim();
    if !(text.starts_with("result=") || text.starts_with("status=")) {
        return Cow::Borrowed(body);
    }
    let mut pairs: Vec<(&str, String)> = Vec::new();
    for part in text.split([';', '\n']) {
        match (part.trim().split_once('='), pairs.last_mut()) {
            (Some((name, value)), _) if is_known_name(name) => {
                pairs.push((name, value.to_owned()));
            }
            (_, Some((_, value))) => {
                value.push(';');
                value.push_str(part);
            }
            _ => {}
        }
    }
    let object: serde_json::Map<_, _> = pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.trim_end_matches(';').into()))
        .collect();
    Cow::Owned(serde_json::Value::Object(object).to_string())
}

fn is_known_name(text: &str) -> bool {
    matches!(text, "result" | "status" | "message" | "id" | "tid" | "c")
}

#[cfg(test)]
mod tests {
    use super::*;
    use open_ticket::wire;

    #[test]
    fn a_response_in_the_older_format_is_parsed() {
        let json = to_json("result=success;id=7;tid=ABC 1;c=k;");
        let opened = wire::decode_response(&json).unwrap();
        assert_eq!(
            (opened.id(), opened.number(), opened.access_code()),
            (7, "ABC 1", "k")
        );
    }

    #[test]
    fn a_semicolon_within_a_message_is_preserved() {
        let json = to_json("result=error;message=Closed; come back");
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&json).unwrap()["message"],
            "Closed; come back"
        );
    }
}
