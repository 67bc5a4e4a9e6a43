//! Errors of the state store, as errors of the API.

use crate::api_error::ApiError;
use crate::state::StateError;

/// Logs an error of the state store and converts it to [`ApiError::Unavailable`]. No ticket is
/// opened without the store, because a retry could not be distinguished from a new ticket.
pub fn state_unavailable(error: StateError) -> ApiError {
    tracing::error!(%error, "the state store is unavailable");
    ApiError::Unavailable
}
