//! HTTP responses of submissions.

use crate::api_error::ApiError;
use crate::state::StoredResponse;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use open_ticket::ticket::OpenedTicket;
use open_ticket::wire;
use open_ticket_http_responses::json;

/// Converts the result of a submission to an HTTP response.
pub fn respond(result: Result<StoredResponse, ApiError>) -> Response {
    match result {
        Ok(response) => {
            let status = StatusCode::from_u16(response.status).unwrap_or(StatusCode::OK);
            (status, json(response.body)).into_response()
        }
        Err(error) => error.into_response(),
    }
}

/// Returns the response for an opened ticket, as it is stored with the idempotency key.
pub fn success_response(opened: &OpenedTicket) -> StoredResponse {
    StoredResponse {
        status: 200,
        body: wire::encode_success(opened),
        ticket_id: Some(opened.id()),
    }
}
