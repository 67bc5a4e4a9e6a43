//! What comes back: WHMCS's answer, or the relay's in its shape.

use super::problem;
use crate::ticket::{Opened, Refusal, SendError};
use serde::Serialize;
use serde_json::Value;
use std::borrow::Cow;

/// The messages that WHMCS's page on `OpenTicket` lists, in its order.
static DOCUMENTED: [(Refusal, &str); 13] = [
    (Refusal::ClientNotFound, "Client ID Not Found"),
    (
        Refusal::UserNotFound,
        "The system cannot find the provided user ID.",
    ),
    (Refusal::ContactNotFound, "Contact ID Not Found"),
    (
        Refusal::NameAndEmailRequired,
        "Name and email address are required if not a client",
    ),
    (Refusal::DepartmentNotFound, "Department ID not found"),
    (Refusal::SubjectRequired, "Subject is required"),
    (Refusal::MessageRequired, "Message is required"),
    (Refusal::ServiceNotFound, "Service ID Not Found"),
    (Refusal::DomainNotFound, "Domain ID Not Found"),
    (Refusal::EmailInvalid, "Email Address Invalid"),
    (Refusal::DateInvalid, "Invalid Date Format"),
    (
        Refusal::DateInFuture,
        "Ticket creation date cannot be in the future",
    ),
    (
        Refusal::NumberNotGenerated,
        "Unable to generate ticket number",
    ),
];

/// Reads the answer to a request, whatever its HTTP status.
///
/// The id may be a number or a text, and `status` may stand for `result`: WHMCS's pages have
/// both. The relay's own `code` counts before the message.
///
/// ```
/// use open_ticket::wire::read_reply;
///
/// let opened = read_reply(r#"{"result":"success","id":"1","tid":"516757","c":"KPqH7yG3"}"#);
/// assert_eq!(opened.unwrap().number(), "516757");
/// ```
///
/// # Errors
/// [`SendError::Refused`] for a no, the case of its own that each `code` of the relay has, and
/// [`SendError::NoAnswer`] for everything that says neither yes nor no.
pub fn read_reply(body: &str) -> Result<Opened, SendError> {
    // A PHP file that an editor saved with a byte order mark prints it before the answer.
    let body = body.trim_start_matches('\u{feff}');
    let answer: Value = serde_json::from_str(body).map_err(|_| SendError::NoAnswer)?;
    let result = answer["result"]
        .as_str()
        .or_else(|| answer["status"].as_str());
    match result {
        Some("success") => opened(&answer).ok_or(SendError::NoAnswer),
        Some("error") => Err(refused(&answer)),
        _ => Err(SendError::NoAnswer),
    }
}

/// The refusal that a message of WHMCS's stands for; [`Refusal::Other`] for one that its page
/// does not list.
#[must_use]
pub fn refusal_of_message(message: &str) -> Refusal {
    let message = message.trim();
    let found = DOCUMENTED.iter().find(|(_, text)| *text == message);
    found.map_or_else(
        || Refusal::Other(message.to_owned()),
        |(refusal, _)| refusal.clone(),
    )
}

/// A refusal as a message: WHMCS's own where its page lists one.
#[must_use]
pub fn refusal_message(refusal: &Refusal) -> Cow<'_, str> {
    let found = DOCUMENTED.iter().find(|(known, _)| known == refusal);
    match (found, refusal) {
        (Some((_, message)), _) => (*message).into(),
        (None, Refusal::Other(message)) => message.into(),
        (None, Refusal::TooLarge { limit: Some(limit) }) => {
            format!("The request is larger than {limit} bytes").into()
        }
        (None, Refusal::TooLarge { limit: None }) => "The request is too large".into(),
        (None, Refusal::NotUnderstood) => "The request cannot be read".into(),
        (None, Refusal::Origin) => "This page may not open tickets here".into(),
        (None, _) => "The ticket is not one that can be opened here".into(),
    }
}

/// The answer that says yes, as WHMCS writes it: the id is a text.
#[must_use]
pub fn write_opened(opened: &Opened) -> String {
    let answer = Yes {
        result: "success",
        id: opened.id().to_string(),
        tid: opened.number(),
        c: opened.access_code(),
    };
    written(&answer)
}

/// The answer that says no, as WHMCS writes it.
#[must_use]
pub fn write_refusal(message: &str) -> String {
    let answer = No {
        result: "error",
        message,
    };
    written(&answer)
}

#[derive(Serialize)]
struct Yes<'a> {
    result: &'static str,
    id: String,
    tid: &'a str,
    c: &'a str,
}

#[derive(Serialize)]
struct No<'a> {
    result: &'static str,
    message: &'a str,
}

/// Texts alone: there is nothing in it that JSON could not hold.
fn written(answer: &impl Serialize) -> String {
    serde_json::to_string(answer).unwrap_or_default()
}

pub(super) fn opened(answer: &Value) -> Option<Opened> {
    // Whole numbers only: what writes fractions is large, and would come along into the bundle.
    let text = |key| match &answer[key] {
        Value::String(text) => Some(text.clone()),
        number => number.as_u64().map(|number| number.to_string()),
    };
    Opened::new(text("id")?.parse().ok()?, text("tid")?, text("c")?).ok()
}

fn refused(answer: &Value) -> SendError {
    let message = answer["message"].as_str().unwrap_or_default();
    let other = || Refusal::Other(message.to_owned());
    let refusal = match answer["code"].as_str() {
        None => refusal_of_message(message),
        Some("rule") => problem::read(answer).map_or_else(other, Refusal::Rule),
        Some("too_large") => Refusal::TooLarge {
            limit: answer["limit"].as_u64(),
        },
        Some("malformed" | "unknown_parameter" | "forbidden_parameter" | "repeated_parameter") => {
            Refusal::NotUnderstood
        }
        Some("origin") => Refusal::Origin,
        Some("rate") => return SendError::Rate { wait: None },
        Some("token_expired") => return SendError::TokenExpired,
        Some("token_invalid") => return SendError::TokenInvalid,
        Some("in_progress") => return SendError::InProgress,
        Some("key_reused") => return SendError::KeyReused,
        Some("unavailable") => return SendError::Unavailable { wait: None },
        Some("unknown") => return SendError::NoAnswer,
        Some(_) => other(),
    };
    refusal.into()
}
