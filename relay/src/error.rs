//! What the relay says in place of WHMCS: WHMCS's shape, and a `code` that the form speaks from.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use open_ticket::ticket::{Problem, Refusal};
use open_ticket::wire;
use std::time::Duration;

/// The most of a stranger's parameter name that is said back.
const MAX_NAME_CHARS: usize = 64;

/// How soon whoever asked too early may ask again.
const SOON: Duration = Duration::from_secs(2);

/// Why a ticket was not opened, or why nobody knows.
#[derive(Clone, Debug, PartialEq)]
pub enum Refused {
    /// The page that sent it belongs to somebody else.
    Origin,
    /// A page of another origin sent it in a way that a browser does not ask for first.
    Simple,
    /// The token has run out.
    TokenExpired,
    /// The token is none of the site's, or says what cannot be.
    TokenInvalid,
    /// The body is neither `application/x-www-form-urlencoded` nor `multipart/form-data`.
    MediaType,
    /// The request, or what would have to be sent on, is over this many bytes.
    TooLarge {
        /// The most that is taken.
        limit: usize,
    },
    /// The body came too slowly.
    TooSlow,
    /// The request cannot be read; in words for the form's author.
    Malformed(String),
    /// A parameter that `OpenTicket` does not have.
    UnknownParameter(String),
    /// A parameter that no browser may send, or not with this value.
    ForbiddenParameter(String),
    /// A parameter that was sent more than once.
    RepeatedParameter(String),
    /// The ticket breaks this installation's rules.
    Rule(Problem),
    /// WHMCS's own refusal.
    Whmcs(Refusal),
    /// Too many tickets; in so much time there is room for another one.
    Rate(Duration),
    /// A request with the same key is still under way.
    InProgress,
    /// The key was used for another ticket.
    KeyReused,
    /// WHMCS was not reached, or did not let the relay in. Nothing was opened.
    Unavailable,
    /// WHMCS was reached and no answer came back. A ticket may have been opened.
    Unknown(Silence),
}

/// How no answer came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// It took too long.
    TimedOut,
    /// It broke off, or was no answer of WHMCS's.
    Unreadable,
}

/// The `code` of a refusal, left at the response for the log.
#[derive(Clone, Copy, Debug)]
pub struct Code(pub &'static str);

impl Refused {
    /// The status. A broken rule is 422: the request was understood, and what it says cannot be
    /// done (RFC 9110, section 15.5.21). WHMCS's own refusals are 200, as WHMCS has them. Those of
    /// keys are the IETF draft's ("The Idempotency-Key HTTP Header Field", section 2.7).
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::Origin | Self::Simple => StatusCode::FORBIDDEN,
            Self::TokenExpired | Self::TokenInvalid => StatusCode::UNAUTHORIZED,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Malformed(_)
            | Self::UnknownParameter(_)
            | Self::ForbiddenParameter(_)
            | Self::RepeatedParameter(_) => StatusCode::BAD_REQUEST,
            Self::Rule(_) | Self::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Whmcs(_) => StatusCode::OK,
            Self::Rate(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::InProgress => StatusCode::CONFLICT,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Unknown(Silence::TimedOut) => StatusCode::GATEWAY_TIMEOUT,
            Self::Unknown(Silence::Unreadable) => StatusCode::BAD_GATEWAY,
        }
    }

    /// What the form speaks from; none where WHMCS itself spoke.
    #[must_use]
    pub const fn code(&self) -> Option<&'static str> {
        Some(match self {
            Self::Origin | Self::Simple => "origin",
            Self::TokenExpired => "token_expired",
            Self::TokenInvalid => "token_invalid",
            Self::MediaType | Self::Malformed(_) => "malformed",
            Self::TooLarge { .. } => "too_large",
            Self::UnknownParameter(_) => "unknown_parameter",
            Self::ForbiddenParameter(_) => "forbidden_parameter",
            Self::RepeatedParameter(_) => "repeated_parameter",
            Self::Rule(_) => "rule",
            Self::Whmcs(_) => return None,
            Self::Rate(_) => "rate",
            Self::InProgress => "in_progress",
            Self::KeyReused => "key_reused",
            Self::TooSlow | Self::Unavailable => "unavailable",
            Self::Unknown(_) => "unknown",
        })
    }

    /// The body, in WHMCS's shape.
    #[must_use]
    pub fn body(&self) -> String {
        let mut answer = serde_json::json!({ "result": "error", "message": self.message() });
        if let Some(code) = self.code() {
            answer["code"] = code.into();
        }
        match self {
            Self::TooLarge { limit } => answer["limit"] = (*limit).into(),
            Self::Rule(problem) => wire::describe_problem(problem, &mut answer),
            _ => {}
        }
        answer.to_string()
    }

    /// English, for logs and for clients that are no form.
    fn message(&self) -> String {
        let named = |sentence: &str, name: &str| format!("{sentence}: {}", shortened(name));
        let fixed = match self {
            Self::TooLarge { limit } => return format!("The request is larger than {limit} bytes"),
            Self::Malformed(reason) => return reason.clone(),
            Self::UnknownParameter(name) => return named("There is no such parameter", name),
            Self::ForbiddenParameter(name) => {
                return named("A form may not send this parameter or value", name);
            }
            Self::RepeatedParameter(name) => {
                return named("This parameter was sent more than once", name);
            }
            Self::Whmcs(refusal) => return wire::refusal_message(refusal).into_owned(),
            Self::Rate(wait) => {
                let seconds = whole_seconds(*wait);
                return format!("Too many tickets; try again in {seconds} seconds");
            }
            Self::Origin => "This page may not open tickets here",
            Self::Simple => "A page of another origin must send the header Idempotency-Key",
            Self::TokenExpired => "The token has expired",
            Self::TokenInvalid => "The token is not valid here",
            Self::MediaType => {
                "The body must be application/x-www-form-urlencoded or multipart/form-data"
            }
            Self::TooSlow => "The request came too slowly; nothing was sent on",
            Self::Rule(_) => "The ticket is not one that can be opened here",
            Self::InProgress => "A request with this key is still under way",
            Self::KeyReused => "This key was used for another ticket",
            Self::Unavailable => "The help desk cannot be reached; nothing was sent",
            Self::Unknown(_) => "No answer came back; the ticket may have been opened",
        };
        fixed.to_owned()
    }

    /// When to ask again, where that is known.
    const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Rate(wait) => Some(*wait),
            Self::InProgress => Some(SOON),
            Self::Unavailable => Some(Duration::from_secs(30)),
            _ => None,
        }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let mut response = (self.status(), json(self.body())).into_response();
        if let Some(code) = self.code() {
            response.extensions_mut().insert(Code(code));
        }
        let headers = response.headers_mut();
        if let Some(wait) = self.retry_after() {
            headers.insert(header::RETRY_AFTER, whole_seconds(wait).into());
        }
        // RFC 9110, section 11.6.1: a 401 says how one proves who one is.
        if self.status() == StatusCode::UNAUTHORIZED {
            let bearer = HeaderValue::from_static("Bearer error=\"invalid_token\"");
            headers.insert(header::WWW_AUTHENTICATE, bearer);
        }
        response
    }
}

/// A body of JSON that is nobody's to keep.
pub fn json(body: String) -> impl IntoResponse {
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, body)
}

/// Seconds, rounded up: whoever waits so long has waited long enough.
fn whole_seconds(time: Duration) -> u64 {
    time.as_millis()
        .div_ceil(1_000)
        .try_into()
        .unwrap_or(u64::MAX)
}

fn shortened(name: &str) -> String {
    name.chars().take(MAX_NAME_CHARS).collect()
}
