//! Test case of a parameter.

use crate::support::{Form, TestSandbox, client_ticket};
use serde_json::Value;

/// The expected behaviour of a parameter in a request whose other parameters are valid.
pub struct ParameterCase {
    pub name: &'static str,
    /// The request, with or without the parameter.
    pub request: Form,
    /// Returns the effect of the parameter on the opened ticket.
    pub effect: fn(&TestSandbox, &Value) -> String,
    /// Accepted values, with their effects.
    pub accepted: Vec<(String, &'static str)>,
    /// Refused values, with the beginnings of their messages.
    pub refused: Vec<(String, &'static str)>,
    pub missing: Missing,
}

/// The expected behaviour of a request without the parameter.
#[derive(Clone, Copy)]
pub enum Missing {
    /// The ticket is opened, with this effect.
    Effect(&'static str),
    /// The request is refused with this message.
    Refused(&'static str),
}

/// Creates a case whose effect is the value at a JSON pointer in the response of `GetTicket`.
macro_rules! get_ticket_case {
    ($name:expr, $request:expr, $pointer:literal, $accepted:expr, $refused:expr, $missing:expr) => {
        ParameterCase {
            name: $name,
            request: $request,
            effect: |sandbox, opened| {
                let ticket = sandbox.get_ticket(opened);
                let value = ticket.pointer($pointer).and_then(serde_json::Value::as_str);
                value.unwrap_or_default().to_owned()
            },
            accepted: owned(&$accepted),
            refused: owned(&$refused),
            missing: $missing,
        }
    };
}

pub(super) use get_ticket_case;

pub fn owned(values: &[(&str, &'static str)]) -> Vec<(String, &'static str)> {
    values
        .iter()
        .map(|(value, effect)| ((*value).to_owned(), *effect))
        .collect()
}

/// Returns a guest's ticket with credentials.
pub fn guest_request() -> Form {
    Form::ticket().with_credentials()
}

/// Returns a ticket of client 1 with credentials.
pub fn client_request() -> Form {
    client_ticket().with_credentials()
}
