//! Responses to requests that are refused before their key is claimed. An earlier request with the same
//! key may have opened a ticket, so the response depends on the state of the key.

use super::key_receipt::KeyReceipt;
use super::state_error::state_unavailable;
use crate::api_error::{ApiError, NoResponse};
use crate::app_state::AppState;
use crate::state::{IdempotencyKey, KeyStatus, StoredResponse};
use crate::unix_time;
use std::time::Duration;

/// `Retry-After` while the state of keys is unavailable.
const STATE_RETRY_AFTER: Duration = Duration::from_secs(30);

impl AppState {
    /// Returns `true` if a response is stored for the key, even a refusal, or if an
    /// earlier request with the key may have opened a ticket.
    ///
    /// # Errors
    /// [`ApiError::OutcomeUnknown`] if the state store is unavailable.
    pub(super) async fn is_used(&self, key: Option<IdempotencyKey>) -> Result<bool, ApiError> {
        let Some(key) = key else {
            return Ok(false);
        };
        // On the heap, so that the future of each request is small: errors are rare.
        let status = Box::pin(self.store.key_status(key, unix_time::millis())).await;
        let status = status.map_err(|error| {
            state_unavailable(error);
            may_have_been_opened(Some(STATE_RETRY_AFTER))
        })?;
        Ok(matches!(
            status,
            KeyStatus::Completed(_) | KeyStatus::Unknown | KeyStatus::Expired
        ))
    }

    /// Returns the response to a request with an error. If an earlier request with the same key
    /// opened a ticket, or may have, its outcome replaces the error.
    ///
    /// An error in the content proves that the earlier request had other content: the key was
    /// reused ([`ApiError::KeyReused`]). A token error remains unless a ticket was opened, because
    /// the form sends the request again with a new token. Neither `KeyReused` nor a token error
    /// states that no ticket was opened. Another origin learns no outcome.
    ///
    /// # Errors
    /// [`ApiError`].
    pub(super) async fn respond_for_key(
        &self,
        error: ApiError,
        key: Option<IdempotencyKey>,
        receipt: Option<&KeyReceipt>,
    ) -> Result<StoredResponse, ApiError> {
        // On the heap, as in `is_used`.
        Box::pin(self.find_response_for_key(error, key, receipt)).await
    }

    async fn find_response_for_key(
        &self,
        error: ApiError,
        key: Option<IdempotencyKey>,
        receipt: Option<&KeyReceipt>,
    ) -> Result<StoredResponse, ApiError> {
        let (Some(key), Some(scope)) = (key, Scope::of(&error)) else {
            return Err(error);
        };
        // The receipt of this request would hide the state of an earlier one.
        if let Some(receipt) = receipt {
            receipt.release().await;
        }
        let wait = error.retry_after();
        let status = match self.store.key_status(key, unix_time::millis()).await {
            Ok(status) => status,
            Err(state_error) => {
                state_unavailable(state_error);
                return Err(match scope {
                    Scope::Token => error,
                    _ => may_have_been_opened(wait.max(Some(STATE_RETRY_AFTER))),
                });
            }
        };
        Err(match (status, scope) {
            (KeyStatus::Completed(response), Scope::Time | Scope::Token)
                if response.ticket_id.is_some() =>
            {
                return Ok(response);
            }
            (KeyStatus::Completed(response), Scope::Content) if response.ticket_id.is_some() => {
                ApiError::KeyReused
            }
            (KeyStatus::Unknown | KeyStatus::Expired, Scope::Content) => ApiError::KeyReused,
            (KeyStatus::Unknown | KeyStatus::Expired, Scope::Time) => may_have_been_opened(wait),
            // Another request with the key waits for its body or for a permit.
            (KeyStatus::Received, Scope::Content | Scope::Time) => ApiError::InProgress,
            _ => error,
        })
    }
}

/// Cause of an error.
#[derive(Clone, Copy)]
enum Scope {
    /// The content. The same content would be refused at any time.
    Content,
    /// The time: the same content may be accepted later.
    Time,
    /// The token.
    Token,
}

impl Scope {
    /// Returns the scope of an error. `None` if the page must not learn the outcome of the key, if
    /// the request has no key, or if the error states the outcome itself.
    const fn of(error: &ApiError) -> Option<Self> {
        Some(match error {
            ApiError::UnsupportedMediaType
            | ApiError::TooLarge { .. }
            | ApiError::Malformed(_)
            | ApiError::UnknownParameter(_)
            | ApiError::ForbiddenParameter(_)
            | ApiError::RepeatedParameter(_)
            | ApiError::RuleViolation(_)
            | ApiError::RefusedByWhmcs(_) => Self::Content,
            ApiError::BodyTimeout | ApiError::RateLimited(_) | ApiError::Unavailable => Self::Time,
            ApiError::TokenExpired | ApiError::TokenInvalid => Self::Token,
            ApiError::OriginNotAllowed
            | ApiError::MissingIdempotencyKey
            | ApiError::InProgress
            | ApiError::KeyReused
            | ApiError::OutcomeUnknown { .. } => return None,
        })
    }
}

fn may_have_been_opened(retry_after: Option<Duration>) -> ApiError {
    ApiError::OutcomeUnknown {
        reason: NoResponse::EarlierRequest,
        retry_after,
    }
}
