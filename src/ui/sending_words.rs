//! What the form says while a ticket is on its way, in English. A part of [`words`](super::words).

use super::bytes::readable_of;
use crate::form::{Announcement, Progress};

/// How far the sending has got.
pub fn progress(progress: Progress) -> String {
    if progress.is_out() {
        "Sent, waiting for the answer".into()
    } else if progress.total == 0 {
        SENDING.into()
    } else if progress.is_reading() {
        format!("Reading {}", readable_of(progress.read, progress.total))
    } else {
        readable_of(progress.sent, progress.total)
    }
}

/// What is said of a sending to those who listen to the page; nothing of anything else.
pub fn said_of_sending(announcement: &Announcement) -> String {
    match announcement {
        Announcement::Sending => "Sending.".into(),
        Announcement::Sent(percent) => format!("{percent} % done."),
        Announcement::Awaiting => "Sent, waiting for the answer.".into(),
        Announcement::Stalled => STALLED.into(),
        Announcement::Offline => OFFLINE.into(),
        Announcement::Stopped => "Sending stopped. Everything is still here.".into(),
        Announcement::FindingOut => format!("{FINDING_OUT}."),
        Announcement::Retrying(1) => "Trying again in 1 second.".into(),
        Announcement::Retrying(seconds) => format!("Trying again in {seconds} seconds."),
        Announcement::RetryStopped => {
            "It is not tried again by itself. Everything is still here.".into()
        }
        _ => String::new(),
    }
}

/// When it is tried again by itself. At 0 it waits for a network.
pub fn retrying(seconds: u32) -> String {
    match seconds {
        0 => "Trying again once you are online".into(),
        _ => format!("Trying again in {seconds} s"),
    }
}

/// Sends.
pub const SEND: &str = "Send";
/// While it is sent.
pub const SENDING: &str = "Sending…";
/// While nobody knows what became of it.
pub const FINDING_OUT: &str = "Finding out whether your ticket was opened";
/// Stops the sending.
pub const CANCEL: &str = "Cancel";
/// Names the progress bar.
pub const PROGRESS: &str = "Sending the ticket";
/// While nothing moves.
pub const STALLED: &str =
    "Nothing has moved for 10 seconds. You can wait, or cancel: everything stays here.";
/// While the browser says that it has no network.
pub const OFFLINE: &str = "You seem to be offline. Everything stays here.";
/// Ends the countdown by trying.
pub const TRY_NOW: &str = "Try now";
/// Ends the countdown without.
pub const STOP: &str = "Stop";
