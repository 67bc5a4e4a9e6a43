//! Decoding of `GET {endpoint}/{key}`, the outcome of a submission.

use super::relay_response::{decode_response, opened_ticket};
use crate::ticket::{SendError, SubmissionOutcome};
use serde_json::Value;

/// Decodes the outcome of a submission: `{"state":"opened","answer":{…}}` with WHMCS's own
/// response, `{"state":"not_opened"}` or `{"state":"unknown"}`. Anything else is
/// [`SubmissionOutcome::Unknown`].
///
/// ```
/// use open_ticket::{ticket::SubmissionOutcome, wire::decode_outcome};
///
/// let outcome = decode_outcome(r#"{"state":"not_opened"}"#);
/// assert_eq!(outcome, SubmissionOutcome::NotOpened);
/// ```
#[must_use]
pub fn decode_outcome(body: &str) -> SubmissionOutcome {
    let outcome: Value = serde_json::from_str(body).unwrap_or_default();
    match outcome["state"].as_str() {
        Some("opened") => opened_ticket(&outcome["answer"])
            .map_or(SubmissionOutcome::Unknown, SubmissionOutcome::Opened),
        Some("not_opened") => SubmissionOutcome::NotOpened,
        _ => SubmissionOutcome::Unknown,
    }
}

/// Decodes the response to `GET {endpoint}/{key}` with its HTTP status.
///
/// # Errors
/// Returns [`SendError::TokenExpired`] if another lookup needs a fresh token. Any other error is
/// [`SubmissionOutcome::Unknown`].
pub fn decode_http_outcome(status: u16, body: &str) -> Result<SubmissionOutcome, SendError> {
    match (status, decode_response(body)) {
        (401, Err(SendError::TokenExpired)) => Err(SendError::TokenExpired),
        (200..=299, _) => Ok(decode_outcome(body)),
        _ => Ok(SubmissionOutcome::Unknown),
    }
}
