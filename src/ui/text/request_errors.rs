//! Text of failed requests: a submission, and the request for the rules.

use crate::locale::template::fill;
use crate::locale::{failure, strings};
use crate::ticket::{Refusal, SendError};

/// Returns the heading and text for a submission error that concerns no field. If the form retries
/// automatically, the text does not ask the user to send again.
pub fn submission_failure(error: &SendError, is_retrying: bool) -> (&'static str, String) {
    let failure = failure(error);
    let text = match is_retrying {
        true => fill(strings::FAILURE_RETRYING, &[("why", &failure.why)]),
        false => failure.fill_into(strings::FAILURE_TEXT),
    };
    (failure.heading, text)
}

/// Returns the text after the automatic retry was stopped: the next action is the user's.
pub fn retry_stopped(error: &SendError) -> String {
    let remedy = failure(error).remedy;
    fill(strings::RETRY_STOPPED, &[("remedy", &remedy)])
}

/// Returns the heading and text for rules that could not be loaded.
pub fn rules_failure(error: &SendError) -> (&'static str, String) {
    let failure = failure(error);
    match error {
        SendError::TokenExpired | SendError::TokenInvalid => {
            (failure.heading, strings::FORM_SIGN_IN.into())
        }
        SendError::RateLimited { .. } => (
            strings::FORM_UNAVAILABLE,
            failure.fill_into(strings::FAILURE_WHY_AND_REMEDY),
        ),
        SendError::Refused(Refusal::OriginNotAllowed) => (strings::FORM_UNAVAILABLE, failure.why),
        // There was a response, so the user's own connection works.
        SendError::Blocked | SendError::Rejected { .. } | SendError::GatewayFailed { .. } => (
            strings::FORM_UNAVAILABLE,
            strings::FORM_UNAVAILABLE_LATER.into(),
        ),
        _ => (
            strings::FORM_UNAVAILABLE,
            strings::FORM_UNAVAILABLE_WHY.into(),
        ),
    }
}
