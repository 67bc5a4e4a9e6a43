//! `OpenTicket`: opens a ticket and interprets the response.

use super::api_failure::ApiFailure;
use super::api_response::ApiResponse;
use super::client::WhmcsClient;
use crate::api_error::{ApiError, NoResponse};
use open_ticket::ticket::{OpenedTicket, SendError};
use open_ticket::wire;
use reqwest::StatusCode;

impl WhmcsClient {
    /// Opens a ticket. `body` is the encoded request without credentials.
    ///
    /// # Errors
    /// [`ApiError::RefusedByWhmcs`], [`ApiError::TooLarge`], [`ApiError::Unavailable`] or
    /// [`ApiError::OutcomeUnknown`].
    pub async fn open_ticket(&self, body: String) -> Result<OpenedTicket, ApiError> {
        let body = self.with_credentials(body);
        let (size, limit) = (body.len(), self.max_body_bytes());
        if size > limit {
            return Err(ApiError::TooLarge { limit });
        }
        let response = self.post(body).await?;
        interpret(&response, size, limit)
    }
}

/// Interprets the response to a request of `request_bytes`.
fn interpret(
    response: &ApiResponse,
    request_bytes: usize,
    max_body_bytes: usize,
) -> Result<OpenedTicket, ApiError> {
    let decoded = wire::decode_response(&response.json());
    if let (true, Ok(opened)) = (response.status.is_success(), &decoded) {
        return Ok(opened.clone());
    }
    if let Some(failure) = ApiFailure::detect(response.status, &response.body) {
        return Err(report_failure(
            failure,
            response.status,
            request_bytes,
            max_body_bytes,
        ));
    }
    match decoded {
        Err(SendError::Refused(refusal)) => Err(ApiError::RefusedByWhmcs(refusal)),
        _ => {
            let status = response.status.as_u16();
            tracing::error!(status, "cannot parse the response of api.php");
            Err(ApiError::OutcomeUnknown(NoResponse::Unreadable))
        }
    }
}

/// Logs a failure and converts it to an API error.
///
/// PHP discards a body over its own limit without an error. WHMCS then reports a missing action or
/// missing credentials, so a large request with either of these errors was too large.
fn report_failure(
    failure: ApiFailure,
    status: StatusCode,
    request_bytes: usize,
    max_body_bytes: usize,
) -> ApiError {
    let is_body_missing = matches!(failure, ApiFailure::EmptyRequest | ApiFailure::Credentials);
    if status == StatusCode::PAYLOAD_TOO_LARGE
        || (is_body_missing && request_bytes > max_body_bytes / 2)
    {
        tracing::error!(request_bytes, "api.php accepts less than max_body_bytes");
        return ApiError::TooLarge {
            limit: max_body_bytes,
        };
    }
    tracing::error!(cause = ?failure, status = status.as_u16(), "{}", failure.log_message());
    ApiError::Unavailable
}
