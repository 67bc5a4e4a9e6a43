//! Tickets in URL-encoded requests, as the form sends them.

use super::decode_error::to_api_error;
use super::prepare_submission::DecodedRequest;
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
    match decode(state, &context, body).await {
        Ok(request) => state.submit_ticket(context, request).await,
        Err(error) => {
            let receipt = context.receipt.as_deref();
            state.respond_for_key(error, context.key, receipt).await
        }
    }
}

async fn decode(
    state: &AppState,
    context: &RequestContext,
    body: Body,
) -> Result<DecodedRequest, ApiError> {
    let (body, permit) = state.buffer_body(context, context.key, body).await?;
    Ok(DecodedRequest {
        ticket: state.parse_body(body, parse).await?,
        typed_answers: None,
        refusal: None,
        permit,
    })
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
