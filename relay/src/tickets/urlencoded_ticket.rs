//! Tickets in URL-encoded requests, as the form sends them.

use super::decode_error::to_api_error;
use super::request_context::RequestContext;
use crate::api_error::ApiError;
use crate::app_state::AppState;
use crate::body::check_parameter_names;
use crate::state::StoredResponse;
use axum::body::{Body, Bytes};
use open_ticket::ticket::Ticket;
use open_ticket::wire::{self, urlencoded};
use std::sync::Arc;

/// Opens the ticket in a URL-encoded body.
///
/// # Errors
/// [`ApiError`].
pub async fn open(
    state: &Arc<AppState>,
    context: RequestContext,
    body: Body,
) -> Result<StoredResponse, ApiError> {
    let (body, permit) = state.buffer_body(&context, context.key, body).await?;
    let ticket = state.parse_body(body, parse).await?;
    state.submit_ticket(context, ticket, permit).await
}

/// Parses a body. The request to WHMCS is encoded from the result: no part of the body itself is
/// forwarded.
fn parse(body: Bytes) -> Result<Ticket, ApiError> {
    let pairs = urlencoded::parse_owned(body.into()).map_err(|error| {
        ApiError::Malformed(format!("The body is not a URL-encoded form: {error}"))
    })?;
    check_parameter_names(&pairs)?;
    wire::decode_owned_pairs(pairs).map_err(to_api_error)
}
