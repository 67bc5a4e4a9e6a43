//! Error responses of the API: WHMCS's JSON, with a `code` for the form.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use open_ticket::ticket::{Problem, Refusal, is_blank};
use open_ticket::wire;
use open_ticket_http_responses::json;
use std::time::Duration;

/// Maximum number of characters of an unknown parameter name that a response repeats.
const MAX_NAME_CHARS: usize = 64;

/// `Retry-After` while a request with the same key is in progress.
const IN_PROGRESS_RETRY_AFTER: Duration = Duration::from_secs(2);

/// `Retry-After` while WHMCS is unavailable.
pub const UNAVAILABLE_RETRY_AFTER: Duration = Duration::from_secs(30);

/// Reason why no ticket was opened, or why that is unknown.
#[derive(Clone, Debug, PartialEq)]
pub enum ApiError {
    /// The page's origin is not allowed.
    OriginNotAllowed,
    /// A page of another origin sent a request without `Idempotency-Key`, for which browsers send
    /// no preflight.
    MissingIdempotencyKey,
    /// The token has expired.
    TokenExpired,
    /// The token is malformed, not signed with the site's key, or has missing or invalid claims.
    TokenInvalid,
    /// The body is neither `application/x-www-form-urlencoded` nor `multipart/form-data`.
    UnsupportedMediaType,
    /// The request, or the request to WHMCS, is too large.
    TooLarge {
        /// Maximum size, in bytes.
        limit: usize,
    },
    /// The body arrived too slowly.
    BodyTimeout,
    /// The request cannot be parsed. The text is for the developer of the page.
    Malformed(String),
    /// The parameter does not exist in `OpenTicket`.
    UnknownParameter(String),
    /// A browser may not send this parameter, or not with this value.
    ForbiddenParameter(String),
    /// The parameter was sent more than once.
    RepeatedParameter(String),
    /// The ticket violates a rule of this installation.
    RuleViolation(Problem),
    /// WHMCS refused the ticket.
    RefusedByWhmcs(Refusal),
    /// Too many tickets or refused requests. The next request is admitted after this time.
    RateLimited(Duration),
    /// A request with the same key is in progress.
    InProgress,
    /// The key was used for another ticket.
    KeyReused,
    /// WHMCS, or a resource of the relay such as the state store, is unavailable. No ticket was opened.
    Unavailable,
    /// There is no conclusive response from WHMCS. A ticket may have been opened.
    OutcomeUnknown {
        /// Reason why the outcome is unknown.
        reason: NoResponse,
        /// Time after which a retry is conclusive, if it is known: WHMCS may open the ticket until
        /// then.
        retry_after: Option<Duration>,
    },
}

/// Reason why the outcome of a request is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoResponse {
    /// The timeout elapsed.
    TimedOut,
    /// The response was incomplete, or not from WHMCS.
    Unreadable,
    /// A server in front of WHMCS sent a page in place of the response, such as a firewall's challenge.
    UnexpectedPage,
    /// Nothing was sent to WHMCS: this request was refused, and an earlier request with the same key may
    /// have opened a ticket.
    EarlierRequest,
}

/// `code` of an error, attached to the response for the request log.
#[derive(Clone, Copy, Debug)]
pub struct ErrorCode(pub &'static str);

/// Marks the response to a refused request whose status is 200, as WHMCS's, for the limit of refused
/// requests.
#[derive(Clone, Copy, Debug)]
pub struct RefusedWithOk;

impl ApiError {
    /// Returns the error for an unknown outcome, without the time after which a retry is conclusive.
    #[must_use]
    pub const fn unknown(reason: NoResponse) -> Self {
        Self::OutcomeUnknown {
            reason,
            retry_after: None,
        }
    }

    /// Returns the status code. A rule violation is 422: the request was understood, but cannot be
    /// processed (RFC 9110, section 15.5.21). Refusals by WHMCS are 200, as WHMCS sends them.
    /// Errors of idempotency keys follow the IETF draft ("The Idempotency-Key HTTP Header Field",
    /// section 2.7).
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::OriginNotAllowed | Self::MissingIdempotencyKey => StatusCode::FORBIDDEN,
            Self::TokenExpired | Self::TokenInvalid => StatusCode::UNAUTHORIZED,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BodyTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::Malformed(_)
            | Self::UnknownParameter(_)
            | Self::ForbiddenParameter(_)
            | Self::RepeatedParameter(_) => StatusCode::BAD_REQUEST,
            Self::RuleViolation(_) | Self::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Self::RefusedByWhmcs(_) => StatusCode::OK,
            Self::RateLimited(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::InProgress => StatusCode::CONFLICT,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::OutcomeUnknown { reason, .. } => match reason {
                NoResponse::TimedOut => StatusCode::GATEWAY_TIMEOUT,
                NoResponse::Unreadable | NoResponse::UnexpectedPage => StatusCode::BAD_GATEWAY,
                NoResponse::EarlierRequest => StatusCode::SERVICE_UNAVAILABLE,
            },
        }
    }

    /// Returns the `code` for the form, or `None` for WHMCS's own responses.
    #[must_use]
    pub const fn code(&self) -> Option<&'static str> {
        Some(match self {
            Self::OriginNotAllowed | Self::MissingIdempotencyKey => "origin",
            Self::TokenExpired => "token_expired",
            Self::TokenInvalid => "token_invalid",
            Self::UnsupportedMediaType | Self::Malformed(_) => "malformed",
            Self::TooLarge { .. } => "too_large",
            Self::UnknownParameter(_) => "unknown_parameter",
            Self::ForbiddenParameter(_) => "forbidden_parameter",
            Self::RepeatedParameter(_) => "repeated_parameter",
            Self::RuleViolation(_) => "rule",
            Self::RefusedByWhmcs(_) => return None,
            Self::RateLimited(_) => "rate",
            Self::InProgress => "in_progress",
            Self::KeyReused => "key_reused",
            Self::BodyTimeout | Self::Unavailable => "unavailable",
            Self::OutcomeUnknown { .. } => "unknown",
        })
    }

    /// Returns the response body, in WHMCS's format.
    #[must_use]
    pub fn body(&self) -> String {
        let mut body = serde_json::json!({ "result": "error", "message": self.message() });
        if let Some(code) = self.code() {
            body["code"] = code.into();
        }
        match self {
            Self::TooLarge { limit } => body["limit"] = (*limit).into(),
            Self::RuleViolation(problem) => wire::insert_problem(problem, &mut body),
            _ => {}
        }
        body.to_string()
    }

    /// Returns an English message, for logs and for clients other than the form.
    fn message(&self) -> String {
        let with_name = |text: &str, name: &str| format!("{text}: {}", truncated(name));
        let text = match self {
            Self::TooLarge { limit } => return format!("The request is larger than {limit} bytes"),
            Self::Malformed(reason) => return reason.clone(),
            Self::UnknownParameter(name) => return with_name("Unknown parameter", name),
            Self::ForbiddenParameter(name) => {
                return with_name("A form may not send this parameter or value", name);
            }
            Self::RepeatedParameter(name) => {
                return with_name("The parameter was sent more than once", name);
            }
            Self::RefusedByWhmcs(Refusal::Other(text)) if is_blank(text) => {
                "WHMCS refused the ticket without a reason"
            }
            Self::RefusedByWhmcs(refusal) => return wire::refusal_message(refusal).into_owned(),
            Self::RateLimited(wait) => {
                let seconds = round_up_to_seconds(*wait);
                return format!(
                    "Too many tickets or refused requests; try again in {seconds} seconds"
                );
            }
            Self::OriginNotAllowed => "This page's origin is not allowed to open tickets",
            Self::MissingIdempotencyKey => {
                "A page of another origin must send the header Idempotency-Key"
            }
            Self::TokenExpired => "The token has expired",
            Self::TokenInvalid => "The token is not valid",
            Self::UnsupportedMediaType => {
                "The body must be application/x-www-form-urlencoded or multipart/form-data"
            }
            Self::BodyTimeout => "The request body arrived too slowly; no ticket was opened",
            Self::RuleViolation(_) => "The ticket violates a rule of this installation",
            Self::InProgress => "A request with this idempotency key is in progress",
            Self::KeyReused => "This idempotency key was used for another ticket",
            Self::Unavailable => "WHMCS is unavailable; no ticket was opened",
            Self::OutcomeUnknown {
                reason: NoResponse::EarlierRequest,
                ..
            } => "This request was not sent; an earlier one with its key may have opened a ticket",
            Self::OutcomeUnknown {
                reason: NoResponse::UnexpectedPage,
                ..
            } => "A page was sent instead of WHMCS's response; the ticket may have been opened",
            Self::OutcomeUnknown { .. } => "WHMCS did not respond; the ticket may have been opened",
        };
        text.to_owned()
    }

    /// Returns the value of `Retry-After`, in seconds, for errors that a retry can resolve.
    #[must_use]
    pub fn retry_after_seconds(&self) -> Option<u64> {
        self.retry_after().map(round_up_to_seconds)
    }

    /// Returns the time after which a retry can succeed.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::RateLimited(wait) => Some(*wait),
            Self::InProgress => Some(IN_PROGRESS_RETRY_AFTER),
            Self::Unavailable => Some(UNAVAILABLE_RETRY_AFTER),
            Self::OutcomeUnknown { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = (self.status(), json(self.body())).into_response();
        if let Some(code) = self.code() {
            response.extensions_mut().insert(ErrorCode(code));
        }
        if matches!(self, Self::RefusedByWhmcs(_)) {
            response.extensions_mut().insert(RefusedWithOk);
        }
        let headers = response.headers_mut();
        if let Some(seconds) = self.retry_after_seconds() {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        // RFC 9110, section 11.6.1: a 401 response names the authentication scheme.
        if self.status() == StatusCode::UNAUTHORIZED {
            let bearer = HeaderValue::from_static("Bearer error=\"invalid_token\"");
            headers.insert(header::WWW_AUTHENTICATE, bearer);
        }
        response
    }
}

/// Rounds up, so that a retry after this time is not too early.
fn round_up_to_seconds(time: Duration) -> u64 {
    time.as_millis()
        .div_ceil(1_000)
        .try_into()
        .unwrap_or(u64::MAX)
}

fn truncated(name: &str) -> String {
    name.chars().take(MAX_NAME_CHARS).collect()
}
