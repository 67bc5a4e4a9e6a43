//! Refusals of `OpenTicket` that name the encoding that a parameter needs.
//!
//! A client that passes a list, an object or a file name sends a value that no server can decode.
//! The refusal is the only documentation that the client's author sees.

use crate::error::Error;
use crate::php::InvalidVariable;
use open_ticket::wire::attachments::AttachmentsError;
use open_ticket::wire::{DecodeError, parameter_names};

/// The encoding of `attachments`, with an example that can be copied.
const FILES: &str = "send base64 of a JSON list of {\"name\", \"data\": base64}, form-encoded by POST: \
    W3sibmFtZSI6ImEudHh0IiwiZGF0YSI6IllRPT0ifV0= is [{\"name\":\"a.txt\",\"data\":\"YQ==\"}]";

/// The encoding of `customfields`, with an example that can be copied.
const ANSWERS: &str = "send base64 of PHP's serialize of an array from field ids to answers, \
    form-encoded by POST: YToxOntpOjE7czo2OiJhbnN3ZXIiO30= is serialize([1 => \"answer\"])";

/// Returns the refusal of a parameter that is not text.
pub fn unreadable(error: &InvalidVariable) -> Error {
    let (InvalidVariable::Array(name) | InvalidVariable::NotUtf8(name)) = error;
    with_encoding(&error.to_string(), encoding_of(name))
}

/// Returns the refusal of a ticket that cannot be decoded.
pub fn undecodable(error: &DecodeError) -> Error {
    if let Some(refusal) = error.refusal() {
        return Error::Refused(refusal);
    }
    let encoding = match error {
        // The list is valid, and the message states the problem with the file name.
        DecodeError::Attachments(AttachmentsError::FileName(_)) => None,
        DecodeError::Attachments(_) => Some(FILES),
        DecodeError::CustomFields(_) => Some(ANSWERS),
        _ => None,
    };
    with_encoding(&error.to_string(), encoding)
}

fn encoding_of(name: &str) -> Option<&'static str> {
    match name {
        parameter_names::ATTACHMENTS => Some(FILES),
        parameter_names::CUSTOM_FIELDS => Some(ANSWERS),
        _ => None,
    }
}

fn with_encoding(problem: &str, encoding: Option<&str>) -> Error {
    Error::Message(match encoding {
        Some(encoding) => format!("{problem}; {encoding}"),
        None => problem.to_owned(),
    })
}
