//! What an api.php's answer to a ticket means.

use super::Answer;
use super::cause::Cause;
use crate::clock;
use crate::error::{Refused, Silence};
use jiff::fmt::rfc2822;
use open_ticket::ticket::{Opened, SendError};
use open_ticket::wire;
use reqwest::StatusCode;
use reqwest::header::{DATE, HeaderMap};
use std::borrow::Cow;

/// A yes, or why not. `size` is that of the request, in bytes.
pub fn judge(answer: &Answer, size: usize, max_body: usize) -> Result<Opened, Refused> {
    let reply = wire::read_reply(&as_json(&answer.body));
    if let (true, Ok(opened)) = (answer.status.is_success(), &reply) {
        return Ok(opened.clone());
    }
    if let Some(cause) = Cause::of(answer.status, &answer.body) {
        return Err(blame(cause, answer.status, size, max_body));
    }
    match reply {
        Err(SendError::Refused(refusal)) => Err(Refused::Whmcs(refusal)),
        _ => {
            let status = answer.status.as_u16();
            tracing::error!(status, "the api.php's answer cannot be read");
            Err(Refused::Unknown(Silence::Unreadable))
        }
    }
}

/// By how much the clock of whoever sent these headers is ahead, in seconds; 0 if they do not say.
pub fn ahead(headers: &HeaderMap) -> i64 {
    let date = headers.get(DATE).and_then(|value| value.to_str().ok());
    let date = date.and_then(|text| rfc2822::parse(text).ok());
    date.map_or(0, |date| {
        date.timestamp().as_second() - clock::signed_seconds()
    })
}

/// PHP drops a body that is over its own limit and says nothing: WHMCS then misses the action, or
/// the credentials. So a large request that lacks either was too large.
fn blame(cause: Cause, status: StatusCode, size: usize, max_body: usize) -> Refused {
    let is_dropped = matches!(cause, Cause::EmptyAction | Cause::Credentials);
    if status == StatusCode::PAYLOAD_TOO_LARGE || (is_dropped && size > max_body / 2) {
        tracing::error!(size, "the api.php takes less than max_body says");
        return Refused::TooLarge { limit: max_body };
    }
    tracing::error!(?cause, status = status.as_u16(), "{}", cause.advice());
    Refused::Unavailable
}

/// An answer of the older kind, `result=success;id=1;tid=…`, as JSON. A piece without a name
/// belongs to the value before it.
pub fn as_json(answer: &str) -> Cow<'_, str> {
    let text = answer.trim_start_matches('\u{feff}').trim();
    if !(text.starts_with("result=") || text.starts_with("status=")) {
        return Cow::Borrowed(answer);
    }
    let mut pairs: Vec<(&str, String)> = Vec::new();
    for piece in text.split([';', '\n']) {
        match (piece.trim().split_once('='), pairs.last_mut()) {
            (Some((name, value)), _) if is_name(name) => pairs.push((name, value.to_owned())),
            (_, Some((_, value))) => {
                value.push(';');
                value.push_str(piece);
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

fn is_name(text: &str) -> bool {
    matches!(text, "result" | "status" | "message" | "id" | "tid" | "c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_of_the_older_kind_is_read() {
        let opened = wire::read_reply(&as_json("result=success;id=7;tid=ABC 1;c=k;")).unwrap();
        assert_eq!(
            (opened.id(), opened.number(), opened.access_code()),
            (7, "ABC 1", "k")
        );
    }

    #[test]
    fn a_semicolon_within_a_message_stays() {
        let json = as_json("result=error;message=Closed; come back");
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&json).unwrap()["message"],
            "Closed; come back"
        );
    }
}
