//! `GET /api/ticket/{key}`: returns the outcome of a submission.
//!
//! The key is the only authorization: 16 random bytes, shared only by the form and the relay.

use super::state_error::state_unavailable;
use crate::api_error::ApiError;
use crate::app_state::AppState;
use crate::state::{IdempotencyKey, KeyStatus};
use crate::unix_time;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use open_ticket_http_responses::json;
use std::sync::Arc;

/// Returns the outcome, with the stored response if a ticket was opened.
pub async fn get_outcome(State(state): State<Arc<AppState>>, Path(key): Path<String>) -> Response {
    match state.key_status(&key).await {
        Ok(status) => json(encode(&status)).into_response(),
        Err(error) => error.into_response(),
    }
}

impl AppState {
    /// Returns the status of an idempotency key. A key is reported as unknown as soon as a request with it
    /// has been received.
    ///
    /// # Errors
    /// [`ApiError::Malformed`] if the text is not a UUID, [`ApiError::Unavailable`] if the
    /// state store cannot be used.
    pub(super) async fn key_status(&self, key: &str) -> Result<KeyStatus, ApiError> {
        let key = IdempotencyKey::parse(key)
            .ok_or_else(|| ApiError::Malformed("The key must be a UUID".to_owned()))?;
        let status = self.store.key_status(key, unix_time::millis()).await;
        Ok(match status.map_err(state_unavailable)? {
            KeyStatus::Received => KeyStatus::Unknown,
            status => status,
        })
    }
}

fn encode(status: &KeyStatus) -> String {
    match status {
        // The stored response is JSON, and is returned byte for byte.
        KeyStatus::Completed(response) if response.ticket_id.is_some() => {
            format!(r#"{{"state":"opened","answer":{}}}"#, response.body)
        }
        KeyStatus::Completed(_) | KeyStatus::NotOpened | KeyStatus::Unused => {
            r#"{"state":"not_opened"}"#.to_owned()
        }
        KeyStatus::Received | KeyStatus::Unknown | KeyStatus::Expired => {
            r#"{"state":"unknown"}"#.to_owned()
        }
    }
}
