//! Decoding of the relay's response together with its HTTP status, for responses that a proxy sends
//! instead of the relay.

use super::relay_response::decode_response;
use crate::ticket::{OpenedTicket, Refusal, SendError};
use serde_json::Value;

/// Decodes the response to a request to open a ticket. `retry_after` is the value of the
/// `Retry-After` header: a number of seconds. A date is ignored.
///
/// A response that does not have the relay's format is from a server in front of the relay. In such
/// a response, a status of 4xx means that the request did not reach the relay; after any other
/// status the outcome is unknown.
///
/// # Errors
/// Returns the [`SendError`] of [`decode_response`], or one that depends on the status:
/// [`SendError::OutcomePending`] for an unknown outcome with a delay, [`SendError::RateLimited`] for
/// 429, [`SendError::TooSlow`] for 408, [`Refusal::TooLarge`] for 413, [`SendError::Blocked`] for 403
/// and 406, which firewalls use, [`SendError::Rejected`] for any other 4xx,
/// [`SendError::GatewayFailed`] for 5xx without a `code`.
pub fn decode_http_response(
    status: u16,
    retry_after: Option<&str>,
    body: &str,
) -> Result<OpenedTicket, SendError> {
    let retry_after = retry_after.and_then(|seconds| seconds.trim().parse().ok());
    let error = match decode_response(body) {
        Ok(opened) => return Ok(opened),
        Err(error) => error,
    };
    Err(match (error, status) {
        (SendError::RateLimited { .. }, _) | (SendError::NoResponse, 429) => {
            SendError::RateLimited { retry_after }
        }
        (SendError::Unavailable { .. } | SendError::NoResponse, 408) => SendError::TooSlow,
        (SendError::Unavailable { .. }, _) => SendError::Unavailable { retry_after },
        (SendError::NoResponse, 413) => Refusal::TooLarge { limit: None }.into(),
        (SendError::NoResponse, 403 | 406) => SendError::Blocked,
        (SendError::NoResponse, 400..=499) => SendError::Rejected { status },
        (SendError::NoResponse, 500..) if has_code(body) => match retry_after {
            Some(retry_after) => SendError::OutcomePending { retry_after },
            None => SendError::NoResponse,
        },
        (SendError::NoResponse | SendError::Refused(_), 500..) => SendError::GatewayFailed {
            status,
            retry_after,
        },
        (error, _) => error,
    })
}

/// Returns `true` if the response is from the relay.
fn has_code(body: &str) -> bool {
    let response: Value = serde_json::from_str(body).unwrap_or_default();
    response["code"].is_string()
}
