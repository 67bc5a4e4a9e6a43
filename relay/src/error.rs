//! What the relay says in place of WHMCS: WHMCS's shape, and a `code` that the form speaks from.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use open_ticket::ticket::{Opened, Problem, Refusal};
use open_ticket::wire;

/// The most of a stranger's parameter name that is said back.
const MAX_NAME_CHARS: usize = 64;

/// Why a ticket was not opened, or why nobody knows.
#[derive(Debug, PartialEq)]
pub enum Refused {
    /// The page that sent it belongs to somebody else.
    Origin,
    /// The body is not `application/x-www-form-urlencoded`.
    MediaType,
    /// The request, or what would have to be sent on, is over this many bytes.
    TooLarge {
        /// The most that is taken.
        limit: usize,
    },
    /// The body cannot be read; in words for the form's author.
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
    /// done (RFC 9110, section 15.5.21). WHMCS's own refusals are 200, as WHMCS has them.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::Origin => StatusCode::FORBIDDEN,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Malformed(_)
            | Self::UnknownParameter(_)
            | Self::ForbiddenParameter(_)
            | Self::RepeatedParameter(_) => StatusCode::BAD_REQUEST,
            Self::Rule(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Whmcs(_) => StatusCode::OK,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Unknown(Silence::TimedOut) => StatusCode::GATEWAY_TIMEOUT,
            Self::Unknown(Silence::Unreadable) => StatusCode::BAD_GATEWAY,
        }
    }

    /// What the form speaks from; none where WHMCS itself spoke.
    #[must_use]
    pub const fn code(&self) -> Option<&'static str> {
        Some(match self {
            Self::Origin => "origin",
            Self::MediaType | Self::Malformed(_) => "malformed",
            Self::TooLarge { .. } => "too_large",
            Self::UnknownParameter(_) => "unknown_parameter",
            Self::ForbiddenParameter(_) => "forbidden_parameter",
            Self::RepeatedParameter(_) => "repeated_parameter",
            Self::Rule(_) => "rule",
            Self::Whmcs(_) => return None,
            Self::Unavailable => "unavailable",
            Self::Unknown(_) => "unknown",
        })
    }

    /// English, for logs and for clients that are no form.
    fn message(&self) -> String {
        match self {
            Self::Origin => "This page may not open tickets here".to_owned(),
            Self::MediaType => "The body must be application/x-www-form-urlencoded".to_owned(),
            Self::TooLarge { limit } => format!("The request is larger than {limit} bytes"),
            Self::Malformed(reason) => reason.clone(),
            Self::UnknownParameter(name) => {
                format!("There is no parameter {}", shortened(name))
            }
            Self::ForbiddenParameter(name) => {
                format!(
                    "A form may not send this parameter or value: {}",
                    shortened(name)
                )
            }
            Self::RepeatedParameter(name) => {
                format!("The parameter {} was sent more than once", shortened(name))
            }
            Self::Rule(_) => "The ticket is not one that can be opened here".to_owned(),
            Self::Whmcs(refusal) => wire::refusal_message(refusal).into_owned(),
            Self::Unavailable => "The help desk cannot be reached; nothing was sent".to_owned(),
            Self::Unknown(_) => "No answer came back; the ticket may have been opened".to_owned(),
        }
    }

    fn body(&self) -> String {
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
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let mut response = (self.status(), json(self.body())).into_response();
        if let Some(code) = self.code() {
            response.extensions_mut().insert(Code(code));
        }
        response
    }
}

/// The answer that says yes, in WHMCS's words.
pub fn opened(opened: &Opened) -> Response {
    json(wire::write_opened(opened)).into_response()
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

fn shortened(name: &str) -> String {
    name.chars().take(MAX_NAME_CHARS).collect()
}
