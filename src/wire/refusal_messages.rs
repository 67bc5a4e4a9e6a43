//! WHMCS's error messages and the corresponding refusals.

use crate::ticket::Refusal;
use std::borrow::Cow;

/// The messages on WHMCS's page on `OpenTicket`, in the order of that page.
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

/// The refusal for a message of WHMCS. Returns [`Refusal::Other`] for a message that is
/// not documented.
#[must_use]
pub fn refusal_from_message(message: &str) -> Refusal {
    let message = message.trim();
    let found = DOCUMENTED.iter().find(|(_, text)| *text == message);
    found.map_or_else(
        || Refusal::Other(message.to_owned()),
        |(refusal, _)| refusal.clone(),
    )
}

/// The message of a refusal: WHMCS's own, if one is documented.
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
        (None, Refusal::BadRequest) => "The request cannot be read".into(),
        (None, Refusal::OriginNotAllowed) => "This page is not allowed to open tickets here".into(),
        (None, _) => "The ticket violates the rules of this site".into(),
    }
}
