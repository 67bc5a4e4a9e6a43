//! `OpenTicket`: opens a ticket and determines from the response whether it was opened.

use super::api_failure::ApiFailure;
use super::api_response::ApiResponse;
use super::client::WhmcsClient;
use super::gateway_timeout::{MIN_GATEWAY_TIMEOUT, is_gateway_timeout};
use super::response_data::{ResponseData, ResponseShape};
use crate::api_error::{ApiError, NoResponse};
use open_ticket::ticket::{OpenedTicket, Refusal};
use open_ticket::wire;
use reqwest::StatusCode;
use std::time::Duration;
use tokio::time::Instant;

const SHAPE: ResponseShape = ResponseShape {
    values: &["id", "tid", "c"],
    list: None,
};

/// Reason why it is not confirmed that a ticket was opened.
#[derive(Clone, Debug, PartialEq)]
pub enum NotConfirmed {
    /// No ticket was opened: nothing was sent, or WHMCS refused the ticket before it stored
    /// anything.
    NotOpened(ApiError),
    /// Probably no ticket was opened, for this reason, but only a search can prove it.
    Unproven(ApiError),
    /// A ticket may have been opened.
    Unknown {
        /// Reason why there is no conclusive response.
        reason: NoResponse,
        /// `true` if WHMCS may still be running the action, and open the ticket later. `false` only
        /// after a response that WHMCS sends at the end of an action.
        may_be_running: bool,
    },
}

impl WhmcsClient {
    /// Opens a ticket. `body` is the encoded request without credentials.
    ///
    /// # Errors
    /// [`NotConfirmed`].
    pub async fn open_ticket(&self, body: String) -> Result<OpenedTicket, NotConfirmed> {
        let body = self.with_credentials(body);
        let (size, limit) = (body.len(), self.max_body_bytes());
        if size > limit {
            return Err(NotConfirmed::NotOpened(ApiError::TooLarge { limit }));
        }
        let sent = Instant::now();
        let response = self.post(body, &SHAPE).await.map_err(|error| match error {
            // PHP continues after its connection, or a proxy's connection, is lost.
            ApiError::OutcomeUnknown { reason, .. } => NotConfirmed::Unknown {
                reason,
                may_be_running: true,
            },
            error => NotConfirmed::NotOpened(error),
        })?;
        interpret(&response, sent.elapsed(), size, limit)
    }
}

/// Interprets the response to a request of `request_bytes`, which was complete after `duration`.
///
/// Only the messages that WHMCS documents prove that nothing was stored, and only with the status
/// that belongs to them: PHP may fail after the ticket was stored, for example while it sends
/// emails, and a proxy may replace the response.
fn interpret(
    response: &ApiResponse,
    duration: Duration,
    request_bytes: usize,
    max_body_bytes: usize,
) -> Result<OpenedTicket, NotConfirmed> {
    let status = response.status;
    let data = response.data.as_ref();
    let is_final_status = !status.is_server_error() && !status.is_informational();
    if let Some(data) = data.filter(|data| data.is_success()) {
        if let Some(opened) = opened_ticket(data).filter(|_| is_final_status) {
            return Ok(opened);
        }
        return Err(unknown(response, is_gateway_timeout(status)));
    }
    if let Some(message) = response.error_message() {
        let refusal = wire::refusal_from_message(message);
        let is_documented = !matches!(refusal, Refusal::Other(_));
        if status == StatusCode::OK && is_documented {
            return Err(NotConfirmed::NotOpened(ApiError::RefusedByWhmcs(refusal)));
        }
        if let Some(failure) = ApiFailure::documented(status, message) {
            let error = failure_error(failure, status, request_bytes, max_body_bytes);
            return Err(NotConfirmed::NotOpened(error));
        }
        if status.is_success() {
            tracing::warn!("api.php refused a ticket with a message that WHMCS does not document");
            return Err(NotConfirmed::Unproven(ApiError::RefusedByWhmcs(refusal)));
        }
    }
    let failure = ApiFailure::probable(status, response.is_html);
    let is_timeout = is_gateway_timeout(status)
        || (duration >= MIN_GATEWAY_TIMEOUT
            && !response.is_from_completed_action()
            && !response.is_unexpected_page());
    match failure.filter(|_| !is_timeout) {
        Some(failure) => Err(NotConfirmed::Unproven(failure_error(
            failure,
            status,
            request_bytes,
            max_body_bytes,
        ))),
        None => Err(unknown(response, is_timeout)),
    }
}

fn unknown(response: &ApiResponse, is_timeout: bool) -> NotConfirmed {
    let reason = if is_timeout {
        NoResponse::TimedOut
    } else if response.is_unexpected_page() {
        NoResponse::UnexpectedPage
    } else {
        NoResponse::Unreadable
    };
    let status = response.status.as_u16();
    tracing::error!(
        status,
        ?reason,
        "the response of api.php leaves the outcome unknown"
    );
    NotConfirmed::Unknown {
        reason,
        may_be_running: !response.is_from_completed_action(),
    }
}

fn opened_ticket(data: &ResponseData) -> Option<OpenedTicket> {
    let text = |name| data.values.text(name).map(str::to_owned);
    OpenedTicket::new(data.values.number("id")?, text("tid")?, text("c")?).ok()
}

/// Logs a failure and converts it to an API error.
///
/// PHP discards a body over its own limit without an error. WHMCS then reports a missing action or
/// missing credentials, so a large request with either of these errors was too large.
fn failure_error(
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
