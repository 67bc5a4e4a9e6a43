//! `includes/api.php`: who may ask for what, and how it is answered.

use super::actions::Action;
use super::answer::Format;
use super::params::{Posted, Unusable};
use super::refused::Refused;
use super::{SANDBOX_CREDENTIAL, Sandbox};
use crate::intake::{self, Unreadable};
use crate::secret;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use open_ticket::wire;
use open_ticket::wire::names;
use serde_json::{Value, json};
use std::sync::Arc;

/// Why a request does not get as far as an action: the status and the message.
type Denied = (StatusCode, String);

/// Answers a request of any method; only what its body says counts.
pub async fn answer(State(sandbox): State<Sandbox>, headers: HeaderMap, body: Body) -> Response {
    let posted = match read(&headers, body, sandbox.max_body).await {
        Ok(posted) => posted,
        Err((status, message)) => return Format::Json.write(status, "", &refusal(&message)),
    };
    let asked = posted.get(names::ACTION);
    let Some(format) = Format::parse(&posted.get(names::RESPONSE_TYPE)) else {
        let message = format!("{} must be json or xml", names::RESPONSE_TYPE);
        return Format::Json.write(StatusCode::BAD_REQUEST, &asked, &refusal(&message));
    };
    let (status, answer) = match authorize(&posted, &asked) {
        Ok(action) => perform(&sandbox, action, posted).await,
        Err((status, message)) => (status, refusal(&message)),
    };
    format.write(status, &asked, &answer)
}

async fn read(headers: &HeaderMap, body: Body, limit: usize) -> Result<Posted, Denied> {
    let unreadable = |message: &str| (StatusCode::BAD_REQUEST, message.to_owned());
    let body = intake::read(body, limit)
        .await
        .map_err(|error| match error {
            // PHP would drop a body over its limit and say nothing; this api.php says so.
            Unreadable::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                format!("The request is larger than {limit} bytes"),
            ),
            Unreadable::BrokenOff | Unreadable::TooSlow | Unreadable::NoRoom => {
                unreadable("The request broke off")
            }
        })?;
    let posted = Posted::read(headers, body).await;
    posted.map_err(|Unusable| unreadable("The multipart body is none, or it breaks off"))
}

/// Which action is asked for, if the credentials are right and allow it.
fn authorize(posted: &Posted, action: &str) -> Result<Action, Denied> {
    let denied = |message: &str| (StatusCode::FORBIDDEN, message.to_owned());
    if action.is_empty() {
        let message = "Empty action request".to_owned();
        return Err((StatusCode::BAD_REQUEST, message));
    }
    let (identifier, secret) =
        credentials(posted).ok_or_else(|| denied("Invalid or missing credentials"))?;
    if !(is_right(&identifier) & is_right(&secret)) {
        return Err(denied("Authentication Failed"));
    }
    Action::parse(action).ok_or_else(|| {
        denied(&format!(
            "Invalid Permissions: API action \"{action}\" is not allowed"
        ))
    })
}

/// An identifier and a secret, or the same by their older names.
fn credentials(posted: &Posted) -> Option<(String, String)> {
    let pair = |one, other| {
        let (one, other) = (posted.get(one), posted.get(other));
        (!one.is_empty() && !other.is_empty()).then_some((one, other))
    };
    pair(names::IDENTIFIER, names::SECRET).or_else(|| pair(names::USERNAME, names::PASSWORD))
}

fn is_right(credential: &str) -> bool {
    secret::same(credential.as_bytes(), SANDBOX_CREDENTIAL.as_bytes())
}

async fn perform(sandbox: &Sandbox, action: Action, posted: Posted) -> (StatusCode, Value) {
    let mask = Arc::clone(&sandbox.mask);
    let done = sandbox
        .store
        .run(move |connection| action.perform(posted, connection, &mask))
        .await;
    match done {
        Ok(answer) => (StatusCode::OK, answer),
        Err(refused) => {
            refused.log();
            explain(&refused)
        }
    }
}

/// WHMCS answers the errors of an action with 200.
fn explain(refused: &Refused) -> (StatusCode, Value) {
    match refused {
        Refused::Documented(reason) => (StatusCode::OK, refusal(&wire::refusal_message(reason))),
        Refused::Because(message) => (StatusCode::OK, refusal(message)),
        Refused::Database(_) | Refused::Gone => (
            StatusCode::INTERNAL_SERVER_ERROR,
            refusal("The sandbox's database failed"),
        ),
    }
}

fn refusal(message: &str) -> Value {
    json!({ "result": "error", "message": message })
}
