//! Text of errors that concern no field.

use super::refusal::refusal;
use super::strings;
use super::template::fill;
use super::waiting_time::waiting_time;
use crate::ticket::SendError;

/// Text of a failed submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Heading of the summary.
    pub heading: &'static str,
    /// Reason for the failure.
    pub why: String,
    /// Next action for the user.
    pub remedy: String,
}

impl Failure {
    /// Fills a template that has the placeholders `{why}` and `{remedy}`.
    #[must_use]
    pub fn fill_into(&self, template: &str) -> String {
        let text = fill(template, &[("why", &self.why), ("remedy", &self.remedy)]);
        text.trim_end().to_owned()
    }
}

/// Returns the text of an error that concerns no field.
#[must_use]
pub fn failure(error: &SendError) -> Failure {
    match error {
        SendError::Refused(refused) => {
            let (why, remedy) = refusal(refused);
            Failure {
                heading: strings::FAILURE_NOT_OPENED,
                why,
                remedy: remedy.into(),
            }
        }
        SendError::RateLimited { retry_after: wait } => Failure {
            heading: strings::FAILURE_NOT_SENT,
            why: strings::FAILURE_RATE_LIMITED_WHY.into(),
            remedy: fill(
                strings::FAILURE_RATE_LIMITED_REMEDY,
                &[("when", &waiting_time(*wait))],
            ),
        },
        SendError::Rejected { status } => Failure {
            heading: strings::FAILURE_NOT_SENT,
            why: fill(strings::FAILURE_REJECTED_WHY, &[("status", status)]),
            remedy: strings::FAILURE_REJECTED_REMEDY.into(),
        },
        SendError::GatewayFailed { status, .. } => Failure {
            heading: strings::FAILURE_UNCONFIRMED_HEADING,
            why: gateway_failed(*status),
            remedy: strings::FAILURE_UNCONFIRMED_REMEDY.into(),
        },
        SendError::GatewayNotOpened { status, .. } => Failure {
            heading: strings::FAILURE_NOT_SENT,
            why: gateway_not_opened(*status),
            remedy: strings::FAILURE_GATEWAY_REMEDY.into(),
        },
        _ => {
            let (heading, why, remedy) = fixed_text(error);
            Failure {
                heading,
                why: why.into(),
                remedy: remedy.into(),
            }
        }
    }
}

/// Reason for an error of a server in front of the relay (RFC 9110, sections 15.6.3 to 15.6.5).
fn gateway_failed(status: u16) -> String {
    match status {
        502 => fill(strings::FAILURE_BAD_GATEWAY_WHY, &[("status", &status)]),
        503 => fill(strings::FAILURE_OVERLOADED_WHY, &[("status", &status)]),
        504 => fill(strings::FAILURE_GATEWAY_TIMEOUT_WHY, &[("status", &status)]),
        _ => fill(strings::FAILURE_SERVER_ERROR_WHY, &[("status", &status)]),
    }
}

/// The same reason, if no ticket was opened.
fn gateway_not_opened(status: u16) -> String {
    match status {
        502 => fill(
            strings::FAILURE_BAD_GATEWAY_NOT_OPENED_WHY,
            &[("status", &status)],
        ),
        503 => fill(
            strings::FAILURE_OVERLOADED_NOT_OPENED_WHY,
            &[("status", &status)],
        ),
        504 => fill(
            strings::FAILURE_GATEWAY_TIMEOUT_NOT_OPENED_WHY,
            &[("status", &status)],
        ),
        _ => fill(
            strings::FAILURE_SERVER_ERROR_NOT_OPENED_WHY,
            &[("status", &status)],
        ),
    }
}

/// Returns the heading, reason and remedy of an error without placeholders.
const fn fixed_text(error: &SendError) -> (&'static str, &'static str, &'static str) {
    match error {
        SendError::Unavailable { .. } => (
            strings::FAILURE_NOT_SENT,
            strings::FAILURE_UNAVAILABLE_WHY,
            strings::FAILURE_UNAVAILABLE_REMEDY,
        ),
        SendError::Blocked => (
            strings::FAILURE_NOT_SENT,
            strings::FAILURE_BLOCKED_WHY,
            strings::FAILURE_BLOCKED_REMEDY,
        ),
        SendError::NotLoaded => (
            strings::FAILURE_NOT_SENT,
            strings::FAILURE_NOT_LOADED_WHY,
            strings::FAILURE_NOT_LOADED_REMEDY,
        ),
        SendError::TooSlow => (
            strings::FAILURE_NOT_SENT,
            strings::FAILURE_TOO_SLOW_WHY,
            strings::FAILURE_TOO_SLOW_REMEDY,
        ),
        SendError::Stalled => (
            strings::FAILURE_NOT_SENT,
            strings::FAILURE_STALLED_WHY,
            strings::FAILURE_STALLED_REMEDY,
        ),
        SendError::Offline => (
            strings::FAILURE_OFFLINE_HEADING,
            strings::FAILURE_NOT_SENT_WHY,
            strings::FAILURE_OFFLINE_REMEDY,
        ),
        SendError::NotOpened => (
            strings::FAILURE_NOT_SENT,
            strings::FAILURE_CONNECTION_LOST_WHY,
            strings::FAILURE_CONNECTION_LOST_REMEDY,
        ),
        // Signing in again empties the form, unless the host page passes a new token.
        SendError::TokenExpired => (
            strings::FAILURE_TOKEN_EXPIRED_HEADING,
            strings::FAILURE_NOT_SENT_WHY,
            strings::FAILURE_SIGN_IN_REMEDY,
        ),
        SendError::TokenInvalid => (
            strings::FAILURE_TOKEN_INVALID_HEADING,
            strings::FAILURE_NOT_SENT_WHY,
            strings::FAILURE_SIGN_IN_REMEDY,
        ),
        SendError::InProgress => (
            strings::FAILURE_IN_PROGRESS_HEADING,
            strings::FAILURE_IN_PROGRESS_WHY,
            strings::FAILURE_IN_PROGRESS_REMEDY,
        ),
        SendError::KeyReused => (
            strings::FAILURE_KEY_REUSED_HEADING,
            strings::FAILURE_KEY_REUSED_WHY,
            strings::FAILURE_KEY_REUSED_REMEDY,
        ),
        SendError::Interrupted => (
            strings::FAILURE_UNCONFIRMED_HEADING,
            strings::FAILURE_INTERRUPTED_WHY,
            strings::FAILURE_UNCONFIRMED_REMEDY,
        ),
        SendError::InterruptedNotOpened => (
            strings::FAILURE_NOT_OPENED,
            strings::FAILURE_INTERRUPTED_NOT_OPENED_WHY,
            strings::FAILURE_CONNECTION_LOST_REMEDY,
        ),
        SendError::NoResponse | SendError::OutcomePending { .. } => (
            strings::FAILURE_UNCONFIRMED_HEADING,
            strings::FAILURE_UNCONFIRMED_WHY,
            strings::FAILURE_UNCONFIRMED_REMEDY,
        ),
        _ => (
            strings::FAILURE_NOT_SENT,
            strings::FAILURE_UNREACHABLE_WHY,
            strings::FAILURE_UNREACHABLE_REMEDY,
        ),
    }
}
