//! Decoding of the relay's response together with its HTTP status, for responses that a proxy sends
//! instead of the relay.

use super::response::decode_response;
use crate::ticket::{OpenedTicket, Refusal, SendError};

/// Decodes the response to a request to open a ticket. `retry_after` is the value of the
/// `Retry-After` header: a number of seconds. A date is ignored.
///
/// A response that does not have the relay's format is from a proxy in front of it. A status of 4xx
/// then means that the request did not reach the relay; after any other status the outcome is
/// unknown.
///
/// # Errors
/// Returns the [`SendError`] of [`decode_response`], or one that depends on the status:
/// [`SendError::RateLimited`] for 429, [`SendError::TooSlow`] for 408, [`Refusal::TooLarge`] for
/// 413, [`SendError::NotSent`] for any other 4xx, [`SendError::ProxyUnavailable`] for 503 with
/// `Retry-After`, and [`SendError::NoResponse`] for any other 5xx without a `code`.
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
        (SendError::NoResponse | SendError::Refused(_), 503) if retry_after.is_some() => {
            SendError::ProxyUnavailable {
                retry_after: retry_after.unwrap_or_default(),
            }
        }
        (SendError::NoResponse, 413) => Refusal::TooLarge { limit: None }.into(),
        (SendError::NoResponse, 400..=499) => SendError::NotSent,
        (SendError::Refused(_), 500..) => SendError::NoResponse,
        (error, _) => error,
    })
}
