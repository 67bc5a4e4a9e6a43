//! `GET /api/ticket/{key}`: what became of an intent.
//!
//! Whoever has the key may read it: it is 16 random bytes that only the form and the relay know.

use super::Desk;
use super::intent::state_failed;
use crate::clock;
use crate::error::{Refused, json};
use crate::state::{Key, Standing};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Answers the state of the intent, with the first answer where it opened a ticket.
pub async fn show(State(desk): State<Arc<Desk>>, Path(key): Path<String>) -> Response {
    match desk.standing(&key).await {
        Ok(standing) => json(write(&standing)).into_response(),
        Err(refused) => refused.into_response(),
    }
}

impl Desk {
    /// What became of the intent with this key.
    ///
    /// # Errors
    /// [`Refused::Malformed`] for what is no key, [`Refused::Unavailable`] without a state.
    pub(super) async fn standing(&self, key: &str) -> Result<Standing, Refused> {
        let key = Key::parse(key)
            .ok_or_else(|| Refused::Malformed("The key must be a UUID".to_owned()))?;
        let standing = self.state.standing(key, clock::millis()).await;
        standing.map_err(state_failed)
    }
}

fn write(standing: &Standing) -> String {
    match standing {
        // The answer is JSON, and stays what it was, byte for byte.
        Standing::Answered(answer) if answer.opened.is_some() => {
            format!(r#"{{"state":"opened","answer":{}}}"#, answer.body)
        }
        Standing::Answered(_) | Standing::NotOpened | Standing::Unseen => {
            r#"{"state":"not_opened"}"#.to_owned()
        }
        Standing::Unknown => r#"{"state":"unknown"}"#.to_owned(),
    }
}
