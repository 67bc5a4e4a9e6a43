//! What the form says of a try that came to nothing, in English: what happened, what is kept, and
//! what to do. A part of [`words`](super::words).

use super::words::{UNAVAILABLE, UNAVAILABLE_WHY};
use crate::ticket::{Refusal, SendError};

const NOT_SENT: &str = "Your ticket was not sent";
const NOT_OPENED: &str = "Your ticket was not opened";
const TOO_MANY: &str = "Too many requests came from your account or your network.";

/// A heading and a sentence for a try that opened no ticket where no field is to blame.
pub fn failure(error: &SendError) -> (&'static str, String) {
    if let SendError::Refused(refusal) = error {
        let (why, remedy) = refused(refusal);
        return (NOT_OPENED, kept(&why, remedy));
    }
    if let SendError::Rate { wait } = error {
        let remedy = format!("You can send again {}.", waiting(*wait));
        return (NOT_SENT, kept(TOO_MANY, &remedy));
    }
    let (heading, why, remedy) = failed(error);
    (heading, kept(why, remedy))
}

/// A heading and a sentence for rules that could not be had.
pub fn unavailable(error: &SendError) -> (&'static str, String) {
    let why = match error {
        SendError::TokenExpired | SendError::TokenInvalid => {
            let (heading, ..) = failed(error);
            return (heading, "Sign in again and load this page anew.".into());
        }
        SendError::Rate { wait } => format!("{TOO_MANY} You can try again {}.", waiting(*wait)),
        SendError::Refused(refusal @ Refusal::Origin) => refused(refusal).0,
        _ => UNAVAILABLE_WHY.into(),
    };
    (UNAVAILABLE, why)
}

fn failed(error: &SendError) -> (&'static str, &'static str, &'static str) {
    match error {
        SendError::Unavailable { .. } => (
            NOT_SENT,
            "The support desk cannot take it at the moment.",
            "Send it again in a few minutes.",
        ),
        SendError::TooSlow => (
            NOT_SENT,
            "The line was so slow that the sending was given up.",
            "Send it again, or take out a large file first.",
        ),
        SendError::Stalled => (
            NOT_SENT,
            "Nothing of it moved for 30 seconds, so the sending was stopped.",
            "Check your connection and send it again.",
        ),
        SendError::Offline => (
            "You are offline",
            "Your ticket was not sent.",
            "Send it again once you are back online.",
        ),
        SendError::NotOpened => (
            NOT_SENT,
            "It got lost on its way, and no ticket was opened.",
            "Press Send again.",
        ),
        SendError::TokenExpired => (
            "Your sign-in has run out",
            "Your ticket was not sent.",
            RETURN,
        ),
        SendError::TokenInvalid => (
            "Your sign-in was not accepted",
            "Your ticket was not sent.",
            RETURN,
        ),
        SendError::InProgress => (
            "Your ticket is still on its way",
            "The support desk is working on it and has not answered yet.",
            "Press Send again in a minute: it will not be opened twice.",
        ),
        SendError::KeyReused => (
            "An earlier try may have opened a ticket",
            "It had other words than stand here now, and no answer came back.",
            "If you get an email about a ticket, answer that. If not, press Send again: what stands here goes out as a ticket of its own.",
        ),
        SendError::NoAnswer => (
            "It is not certain that your ticket was opened",
            "It was sent, but no answer came back.",
            "If you get an email about the ticket, it is open. If not, press Send again: it will not be opened twice.",
        ),
        _ => (
            NOT_SENT,
            "The support desk could not be reached.",
            "Check your connection and send it again in a moment.",
        ),
    }
}

/// What a person who signs in again has to know: without the page's help the form starts blank.
const RETURN: &str = "Sign in again, then press Send. If this page has to be loaded anew for that, copy your message first.";

fn refused(refusal: &Refusal) -> (String, &'static str) {
    let (why, remedy) = match refusal {
        Refusal::Other(said) => return (format!("The support desk answered: “{said}”"), ""),
        Refusal::TooLarge { .. } => (
            "It is larger than the support desk takes.",
            "Shorten the message and send it again.",
        ),
        Refusal::NumberNotGenerated => (
            "The support desk could not give it a number.",
            "Send it again in a moment.",
        ),
        Refusal::Origin => (
            "The support desk takes no tickets from this page until the people behind this site allow it.",
            "Copy your message, and let them know.",
        ),
        _ => (
            "The support desk did not take it.",
            "Write to the site if that happens again.",
        ),
    };
    (why.into(), remedy)
}

fn kept(why: &str, remedy: &str) -> String {
    let text = format!("{why} Everything you wrote and chose is still here. {remedy}");
    text.trim_end().to_owned()
}

/// How long, as people say it.
fn waiting(seconds: Option<u64>) -> String {
    match seconds.map(|seconds| seconds.div_ceil(60)) {
        None => "in a while".into(),
        Some(0..=1) => "in about a minute".into(),
        Some(minutes @ 2..=90) => format!("in about {minutes} minutes"),
        Some(minutes) => format!("in about {} hours", minutes.div_ceil(60)),
    }
}
