//! What the form says of a try that came to nothing: what happened, what is kept, and what to do.
//! A part of [`words`](super::words).

use super::english;
use super::template::{counted, fill};
use super::words::{UNAVAILABLE, UNAVAILABLE_WHY};
use crate::ticket::{Refusal, SendError};

/// A heading and a sentence for a try that opened no ticket where no field is to blame.
pub fn failure(error: &SendError) -> (&'static str, String) {
    if let SendError::Refused(refusal) = error {
        let (why, remedy) = refused(refusal);
        return (english::FAILURE_NOT_OPENED, kept(&why, remedy));
    }
    if let SendError::Rate { wait } = error {
        let remedy = fill(english::FAILURE_SEND_AGAIN, &[("when", &waiting(*wait))]);
        let text = kept(english::FAILURE_TOO_MANY, &remedy);
        return (english::FAILURE_NOT_SENT, text);
    }
    let (heading, why, remedy) = failed(error);
    (heading, kept(why, remedy))
}

/// A heading and a sentence for rules that could not be had.
pub fn unavailable(error: &SendError) -> (&'static str, String) {
    let why = match error {
        SendError::TokenExpired | SendError::TokenInvalid => {
            let (heading, ..) = failed(error);
            return (heading, english::FORM_SIGN_IN.into());
        }
        SendError::Rate { wait } => fill(
            english::FORM_TOO_MANY,
            &[
                ("why", &english::FAILURE_TOO_MANY),
                ("when", &waiting(*wait)),
            ],
        ),
        SendError::Refused(refusal @ Refusal::Origin) => refused(refusal).0,
        _ => UNAVAILABLE_WHY.into(),
    };
    (UNAVAILABLE, why)
}

fn failed(error: &SendError) -> (&'static str, &'static str, &'static str) {
    match error {
        SendError::Unavailable { .. } => (
            english::FAILURE_NOT_SENT,
            english::FAILURE_UNAVAILABLE_WHY,
            english::FAILURE_UNAVAILABLE_REMEDY,
        ),
        SendError::TooSlow => (
            english::FAILURE_NOT_SENT,
            english::FAILURE_TOO_SLOW_WHY,
            english::FAILURE_TOO_SLOW_REMEDY,
        ),
        SendError::Stalled => (
            english::FAILURE_NOT_SENT,
            english::FAILURE_STALLED_WHY,
            english::FAILURE_STALLED_REMEDY,
        ),
        SendError::Offline => (
            english::FAILURE_OFFLINE_HEADING,
            english::FAILURE_NOT_SENT_WHY,
            english::FAILURE_OFFLINE_REMEDY,
        ),
        SendError::NotOpened => (
            english::FAILURE_NOT_SENT,
            english::FAILURE_LOST_WHY,
            english::FAILURE_LOST_REMEDY,
        ),
        // Without the page's help the form starts blank after a new sign-in.
        SendError::TokenExpired => (
            english::FAILURE_TOKEN_EXPIRED_HEADING,
            english::FAILURE_NOT_SENT_WHY,
            english::FAILURE_RETURN,
        ),
        SendError::TokenInvalid => (
            english::FAILURE_TOKEN_INVALID_HEADING,
            english::FAILURE_NOT_SENT_WHY,
            english::FAILURE_RETURN,
        ),
        SendError::InProgress => (
            english::FAILURE_IN_PROGRESS_HEADING,
            english::FAILURE_IN_PROGRESS_WHY,
            english::FAILURE_IN_PROGRESS_REMEDY,
        ),
        SendError::KeyReused => (
            english::FAILURE_KEY_REUSED_HEADING,
            english::FAILURE_KEY_REUSED_WHY,
            english::FAILURE_KEY_REUSED_REMEDY,
        ),
        SendError::NoAnswer => (
            english::FAILURE_NO_ANSWER_HEADING,
            english::FAILURE_NO_ANSWER_WHY,
            english::FAILURE_NO_ANSWER_REMEDY,
        ),
        _ => (
            english::FAILURE_NOT_SENT,
            english::FAILURE_UNREACHABLE_WHY,
            english::FAILURE_UNREACHABLE_REMEDY,
        ),
    }
}

fn refused(refusal: &Refusal) -> (String, &'static str) {
    let (why, remedy) = match refusal {
        Refusal::Other(said) => return (fill(english::REFUSAL_SAID, &[("answer", said)]), ""),
        Refusal::TooLarge { .. } => (
            english::REFUSAL_TOO_LARGE_WHY,
            english::REFUSAL_TOO_LARGE_REMEDY,
        ),
        Refusal::NumberNotGenerated => (
            english::REFUSAL_NO_NUMBER_WHY,
            english::REFUSAL_NO_NUMBER_REMEDY,
        ),
        Refusal::Origin => (english::REFUSAL_ORIGIN_WHY, english::REFUSAL_ORIGIN_REMEDY),
        _ => (
            english::REFUSAL_UNKNOWN_WHY,
            english::REFUSAL_UNKNOWN_REMEDY,
        ),
    };
    (why.into(), remedy)
}

fn kept(why: &str, remedy: &str) -> String {
    let text = fill(english::FAILURE_KEPT, &[("why", &why), ("remedy", &remedy)]);
    text.trim_end().to_owned()
}

/// How long, as people say it.
fn waiting(seconds: Option<u64>) -> String {
    match seconds.map(|seconds| seconds.div_ceil(60)) {
        None => english::WAIT_UNKNOWN.into(),
        Some(0..=1) => english::WAIT_MINUTES_ONE.into(),
        Some(minutes @ 2..=90) => counted(english::WAIT_MINUTES_OTHER, &minutes),
        Some(minutes) => counted(english::WAIT_HOURS, &minutes.div_ceil(60)),
    }
}
