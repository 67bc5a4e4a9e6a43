//! An `includes/api.php` in WHMCS's place, over SQLite: every documented rule and message of
//! `OpenTicket`, and tickets that last and can be looked at.
//!
//! The relay speaks HTTP to it as it does to WHMCS; nothing of it is called in another way.

mod actions;
mod clock;
mod list;
mod markdown;
mod mask;
mod number;
mod open;
mod owned;
mod page;
mod params;
mod read;
mod refused;
mod seed;
mod store;
mod tickets;

pub use mask::{InvalidMask, Mask};
pub use store::{Store, StoreError};

use crate::body::{self, Unreadable};
use crate::error::json;
use crate::secret;
use actions::Action;
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use open_ticket::wire;
use open_ticket::wire::names;
use params::Posted;
use refused::Refused;
use std::sync::Arc;

/// The sandbox's only credential: its identifier, and its secret too.
pub const SANDBOX_CREDENTIAL: &str = "sandbox";

/// Where its api.php is.
pub const API_PATH: &str = "/sandbox/includes/api.php";

/// The sandbox. A clone is the same one.
#[derive(Clone)]
pub struct Sandbox {
    store: Store,
    mask: Arc<Mask>,
    max_body: usize,
}

/// Why a request does not get as far as an action.
enum Denied {
    NoAction,
    NoCredentials,
    WrongCredentials,
    /// The credential's role does not have this one.
    NotAllowed(String),
}

impl Sandbox {
    /// A sandbox over `store` whose ticket numbers look like `mask` and that takes bodies of
    /// `max_body` bytes.
    #[must_use]
    pub fn new(store: Store, mask: Mask, max_body: usize) -> Self {
        Self {
            store,
            mask: Arc::new(mask),
            max_body,
        }
    }

    /// Its api.php.
    pub fn api(self) -> Router {
        Router::new().route(API_PATH, any(answer)).with_state(self)
    }

    /// Its api.php and the pages on which tickets are read.
    pub fn routes(self) -> Router {
        Router::new()
            .route("/sandbox/viewticket.php", get(page::show))
            .with_state(self.clone())
            .merge(self.api())
    }
}

async fn answer(State(sandbox): State<Sandbox>, headers: HeaderMap, body: Body) -> Response {
    let body = match body::read(body, sandbox.max_body).await {
        Ok(body) => body,
        Err(error) => return unreadable(error, sandbox.max_body),
    };
    let posted = Posted::read(&headers, body).await;
    match authorize(&posted) {
        Ok(action) => perform(&sandbox, action, posted).await,
        Err(denied) => denied.into_response(),
    }
}

/// PHP would drop a body over its limit and say nothing; this api.php says so.
fn unreadable(error: Unreadable, limit: usize) -> Response {
    match error {
        Unreadable::TooLarge => refuse(
            StatusCode::PAYLOAD_TOO_LARGE,
            &format!("The request is larger than {limit} bytes"),
        ),
        Unreadable::BrokenOff => refuse(StatusCode::BAD_REQUEST, "The request broke off"),
    }
}

/// Which action is asked for, if the credentials are right and allow it.
fn authorize(posted: &Posted) -> Result<Action, Denied> {
    let action = posted.get(names::ACTION);
    if action.is_empty() {
        return Err(Denied::NoAction);
    }
    let (identifier, secret) = credentials(posted).ok_or(Denied::NoCredentials)?;
    if !(is_right(&identifier) & is_right(&secret)) {
        return Err(Denied::WrongCredentials);
    }
    Action::parse(&action).ok_or(Denied::NotAllowed(action))
}

impl IntoResponse for Denied {
    fn into_response(self) -> Response {
        match self {
            Self::NoAction => refuse(StatusCode::BAD_REQUEST, "Empty action request"),
            Self::NoCredentials => refuse(StatusCode::FORBIDDEN, "Invalid or missing credentials"),
            Self::WrongCredentials => refuse(StatusCode::FORBIDDEN, "Authentication Failed"),
            Self::NotAllowed(action) => refuse(
                StatusCode::FORBIDDEN,
                &format!("Invalid Permissions: API action \"{action}\" is not allowed"),
            ),
        }
    }
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

async fn perform(sandbox: &Sandbox, action: Action, posted: Posted) -> Response {
    let mask = Arc::clone(&sandbox.mask);
    let done = sandbox
        .store
        .run(move |connection| action.perform(posted, connection, &mask))
        .await;
    match done {
        Ok(answer) => json(answer).into_response(),
        Err(refused) => {
            refused.log();
            explain(&refused)
        }
    }
}

/// WHMCS answers the errors of an action with 200.
fn explain(refused: &Refused) -> Response {
    match refused {
        Refused::Documented(refusal) => refuse(StatusCode::OK, &wire::refusal_message(refusal)),
        Refused::Because(message) => refuse(StatusCode::OK, message),
        Refused::Database(_) | Refused::Gone => refuse(
            StatusCode::INTERNAL_SERVER_ERROR,
            "The sandbox's database failed",
        ),
    }
}

fn refuse(status: StatusCode, message: &str) -> Response {
    (status, json(wire::write_refusal(message))).into_response()
}
