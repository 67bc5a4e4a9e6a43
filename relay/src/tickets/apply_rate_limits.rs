//! Rate limits of submissions and of refused requests.

use super::request_context::{RequestContext, idempotency_key};
use super::state_error::state_unavailable;
use super::submission_response::respond;
use crate::access::PeerAddress;
use crate::api_error::{ApiError, RefusedWithOk};
use crate::app_state::AppState;
use crate::body::media_type;
use crate::state::{Admission, IdempotencyKey, KeyStatus, RateLimit, RateLimitMode};
use crate::unix_time;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use std::net::IpAddr;
use std::sync::Arc;

impl AppState {
    /// Returns the rate limits that apply to a submission.
    pub(super) fn rate_limits_for(&self, context: &RequestContext) -> Vec<RateLimit> {
        let client = context.identity.as_ref().map(|identity| identity.client);
        self.rate_limits.limits_for(context.address, client)
    }

    /// Checks the rate limits without counting. A retry is always admitted: the first attempt was
    /// counted.
    ///
    /// # Errors
    /// [`ApiError::RateLimited`] or [`ApiError::Unavailable`].
    pub(super) async fn check_rate_limits(
        &self,
        context: &RequestContext,
        key: Option<IdempotencyKey>,
    ) -> Result<(), ApiError> {
        if let Some(key) = key {
            let status = self.store.key_status(key, unix_time::millis()).await;
            if !matches!(
                status.map_err(state_unavailable)?,
                KeyStatus::Unused | KeyStatus::Received
            ) {
                return Ok(());
            }
        }
        let limits = self.rate_limits_for(context);
        self.apply_rate_limits(&limits, RateLimitMode::Peek).await
    }

    /// Checks the limit for refused requests without counting.
    ///
    /// # Errors
    /// [`ApiError::RateLimited`]. An error of the store is only logged: a request that opens a ticket
    /// needs the store again later, and fails then.
    pub(super) async fn check_refused_requests(&self, address: IpAddr) -> Result<(), ApiError> {
        match self.refused_requests(address, RateLimitMode::Peek).await {
            Err(error @ ApiError::RateLimited(_)) => Err(error),
            _ => Ok(()),
        }
    }

    async fn refused_requests(&self, address: IpAddr, mode: RateLimitMode) -> Result<(), ApiError> {
        match self.rate_limits.refused_limit_for(address) {
            Some(limit) => self.apply_rate_limits(&[limit], mode).await,
            None => Ok(()),
        }
    }

    async fn apply_rate_limits(
        &self,
        limits: &[RateLimit],
        mode: RateLimitMode,
    ) -> Result<(), ApiError> {
        let now = unix_time::millis();
        let admission = self.store.check_rate_limits(limits, now, mode).await;
        match admission.map_err(state_unavailable)? {
            Admission::Admitted => Ok(()),
            Admission::RetryAfter(wait) => Err(ApiError::RateLimited(wait)),
        }
    }
}

/// Middleware that limits the number of refused requests per address. Over the limit, submissions
/// and requests with a token are refused before their body is read and their token is verified.
pub async fn limit_refused_requests(
    State(state): State<Arc<AppState>>,
    request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions().get::<PeerAddress>();
    let address = state
        .trusted_proxies
        .client_address(peer, request.headers());
    if is_limited(&request)
        && let Err(error) = state.check_refused_requests(address).await
    {
        let key = match *request.method() {
            Method::POST => idempotency_key(request.headers()).ok().flatten(),
            _ => None,
        };
        let error = state.refuse_body(request.into_body(), error).await;
        return respond(state.respond_for_key(error, key, None).await);
    }
    let response = next.run(request).await;
    if is_refusal(&response) {
        // At the limit nothing is counted. Other errors are logged.
        let _ = state.refused_requests(address, RateLimitMode::Count).await;
    }
    response
}

/// Returns `true` for requests to refuse with JSON. A form without scripts gets a page, after
/// the same check.
fn is_limited(request: &Request) -> bool {
    let headers = request.headers();
    let accepted = headers.get_all(header::ACCEPT).iter();
    let mut accepted = accepted.filter_map(|value| value.to_str().ok());
    let is_page_form = media_type(headers) == "multipart/form-data"
        && accepted.any(|media_types| media_types.contains("text/html"));
    let is_submission = request.method() == Method::POST && !is_page_form;
    is_submission || headers.contains_key(header::AUTHORIZATION)
}

/// Returns `true` if the request itself is the cause of the refusal. A missing page, a key that another
/// request holds, and a rate limit do not count.
fn is_refusal(response: &Response) -> bool {
    let status = response.status();
    let is_no_fault = matches!(
        status,
        StatusCode::NOT_FOUND | StatusCode::CONFLICT | StatusCode::TOO_MANY_REQUESTS
    );
    let is_marked = response.extensions().get::<RefusedWithOk>().is_some();
    is_marked || (status.is_client_error() && !is_no_fault)
}
