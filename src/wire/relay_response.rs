//! WHMCS's response, and the relay's, which has the same format and an additional `code`.

use super::field_problem_json;
use super::refusal_messages::refusal_from_message;
use crate::ticket::{OpenedTicket, Refusal, SendError};
use serde::Serialize;
use serde_json::Value;

/// Decodes the body of a response with any HTTP status.
///
/// The id may be a number or a string, and the key `result` may be named `status`: WHMCS's pages
/// contain both. The relay's `code` takes precedence over the message.
///
/// ```
/// use open_ticket::wire::decode_response;
///
/// let opened = decode_response(r#"{"result":"success","id":"1","tid":"516757","c":"KPqH7yG3"}"#);
/// assert_eq!(opened.unwrap().number(), "516757");
/// ```
///
/// # Errors
/// Returns [`SendError::Refused`] for a refusal, the variant for the relay's `code`,
/// and [`SendError::NoResponse`] for everything that is neither a success nor an error.
pub fn decode_response(body: &str) -> Result<OpenedTicket, SendError> {
    // A PHP file that was saved with a byte order mark prints it before the response.
    let body = body.trim_start_matches('\u{feff}');
    let response: Value = serde_json::from_str(body).map_err(|_| SendError::NoResponse)?;
    let result = response["result"]
        .as_str()
        .or_else(|| response["status"].as_str());
    match result {
        Some("success") => opened_ticket(&response).ok_or(SendError::NoResponse),
        Some("error") => Err(send_error(&response)),
        _ => Err(SendError::NoResponse),
    }
}

/// Encodes the response for an opened ticket, as WHMCS does: the id is a string.
#[must_use]
pub fn encode_success(opened: &OpenedTicket) -> String {
    to_json(&SuccessResponse {
        result: "success",
        id: opened.id().to_string(),
        tid: opened.number(),
        c: opened.access_code(),
    })
}

/// Encodes the response for an error, as WHMCS does.
#[must_use]
pub fn encode_error(message: &str) -> String {
    to_json(&ErrorResponse {
        result: "error",
        message,
    })
}

#[derive(Serialize)]
struct SuccessResponse<'a> {
    result: &'static str,
    id: String,
    tid: &'a str,
    c: &'a str,
}

#[derive(Serialize)]
struct ErrorResponse<'a> {
    result: &'static str,
    message: &'a str,
}

/// Serializes a struct of strings, which cannot fail.
fn to_json(response: &impl Serialize) -> String {
    serde_json::to_string(response).unwrap_or_default()
}

pub(super) fn opened_ticket(response: &Value) -> Option<OpenedTicket> {
    // Integers only: formatting of floating-point numbers would add a large part to the bundle.
    let text = |key| match &response[key] {
        Value::String(text) => Some(text.clone()),
        number => number.as_u64().map(|number| number.to_string()),
    };
    OpenedTicket::new(text("id")?.parse().ok()?, text("tid")?, text("c")?).ok()
}

fn send_error(response: &Value) -> SendError {
    let message = response["message"].as_str().unwrap_or_default();
    let other = || Refusal::Other(message.to_owned());
    let refusal = match response["code"].as_str() {
        None => refusal_from_message(message),
        Some("rule") => {
            field_problem_json::decode(response).map_or_else(other, Refusal::RuleViolation)
        }
        Some("too_large") => Refusal::TooLarge {
            limit: response["limit"].as_u64(),
        },
        Some("malformed" | "unknown_parameter" | "forbidden_parameter" | "repeated_parameter") => {
            Refusal::BadRequest
        }
        Some("origin") => Refusal::OriginNotAllowed,
        Some("rate") => return SendError::RateLimited { retry_after: None },
        Some("token_expired") => return SendError::TokenExpired,
        Some("token_invalid") => return SendError::TokenInvalid,
        Some("in_progress") => return SendError::InProgress,
        Some("key_reused") => return SendError::KeyReused,
        Some("unavailable") => return SendError::Unavailable { retry_after: None },
        Some("unknown") => return SendError::NoResponse,
        Some(_) => other(),
    };
    refusal.into()
}
