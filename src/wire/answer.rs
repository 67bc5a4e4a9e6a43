//! The relay's answers with their HTTP status, which counts where a proxy speaks in its place.

use super::reply::{opened, read_reply};
use crate::ticket::{Opened, Outcome, Refusal, SendError};
use serde_json::Value;

/// Reads the answer to a request that was to open a ticket. `retry_after` is the header of that
/// name: seconds; a date is passed over.
///
/// An answer that is not the relay's own comes from a proxy before it. A refusal of a request
/// (4xx) means that the relay never saw it; after any other one nobody knows.
///
/// # Errors
/// [`SendError`], as [`read_reply`] has it, and by the status: [`SendError::Rate`] for 429,
/// [`SendError::TooSlow`] for 408, [`Refusal::TooLarge`] for 413, [`SendError::NotSent`] for any
/// other 4xx, [`SendError::NoAnswer`] for 5xx without a `code`.
pub fn read_answer(
    status: u16,
    retry_after: Option<&str>,
    body: &str,
) -> Result<Opened, SendError> {
    let wait = retry_after.and_then(|seconds| seconds.trim().parse().ok());
    let error = match read_reply(body) {
        Ok(opened) => return Ok(opened),
        Err(error) => error,
    };
    Err(match (error, status) {
        (SendError::Rate { .. }, _) | (SendError::NoAnswer, 429) => SendError::Rate { wait },
        (SendError::Unavailable { .. } | SendError::NoAnswer, 408) => SendError::TooSlow,
        (SendError::Unavailable { .. }, _) => SendError::Unavailable { wait },
        (SendError::NoAnswer, 413) => Refusal::TooLarge { limit: None }.into(),
        (SendError::NoAnswer, 400..=499) => SendError::NotSent,
        (SendError::Refused(_), 500..) => SendError::NoAnswer,
        (error, _) => error,
    })
}

/// Reads what became of an intent: `{"state":"opened","answer":{…}}` with WHMCS's own answer,
/// `{"state":"not_opened"}` or `{"state":"unknown"}`. Whatever else it is, nobody knows.
///
/// ```
/// use open_ticket::{ticket::Outcome, wire::read_outcome};
///
/// assert_eq!(read_outcome(r#"{"state":"not_opened"}"#), Outcome::NotOpened);
/// ```
#[must_use]
pub fn read_outcome(body: &str) -> Outcome {
    let told: Value = serde_json::from_str(body).unwrap_or_default();
    match told["state"].as_str() {
        Some("opened") => opened(&told["answer"]).map_or(Outcome::Unknown, Outcome::Opened),
        Some("not_opened") => Outcome::NotOpened,
        _ => Outcome::Unknown,
    }
}
