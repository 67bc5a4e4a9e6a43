//! What the form says while a ticket is on its way. A part of [`words`](super::words).

use super::bytes::readable_of;
use super::english;
use super::template::{counted, fill};
use crate::form::{Announcement, Progress};

/// How far the sending has got.
pub fn progress(progress: Progress) -> String {
    if progress.is_out() {
        english::SENDING_OUT.into()
    } else if progress.total == 0 {
        SENDING.into()
    } else if progress.is_reading() {
        let part = readable_of(progress.read, progress.total);
        fill(english::SENDING_READING, &[("part", &part)])
    } else {
        readable_of(progress.sent, progress.total)
    }
}

/// What is said of a sending to those who listen to the page; nothing of anything else.
pub fn said_of_sending(announcement: &Announcement) -> String {
    match announcement {
        Announcement::Sending => english::SAID_SENDING.into(),
        Announcement::Sent(percent) => fill(english::SAID_SENT, &[("percent", percent)]),
        Announcement::Awaiting => english::SAID_AWAITING.into(),
        Announcement::Stalled => STALLED.into(),
        Announcement::Offline => OFFLINE.into(),
        Announcement::Stopped => english::SAID_STOPPED.into(),
        Announcement::FindingOut => fill(english::SAID_SENTENCE, &[("text", &FINDING_OUT)]),
        Announcement::Retrying(1) => english::SAID_RETRYING_ONE.into(),
        Announcement::Retrying(seconds) => counted(english::SAID_RETRYING_OTHER, seconds),
        Announcement::RetryStopped => english::SAID_RETRY_STOPPED.into(),
        _ => String::new(),
    }
}

/// When it is tried again by itself. At 0 it waits for a network.
pub fn retrying(seconds: u32) -> String {
    match seconds {
        0 => english::RETRY_ONLINE.into(),
        _ => counted(english::RETRY_SECONDS, &seconds),
    }
}

/// Sends.
pub const SEND: &str = english::SENDING_SEND;
/// While it is sent.
pub const SENDING: &str = english::SENDING_NOW;
/// While nobody knows what became of it.
pub const FINDING_OUT: &str = english::SENDING_FINDING_OUT;
/// Stops the sending.
pub const CANCEL: &str = english::SENDING_CANCEL;
/// Names the progress bar.
pub const PROGRESS: &str = english::SENDING_PROGRESS;
/// While nothing moves.
pub const STALLED: &str = english::SENDING_STALLED;
/// While the browser says that it has no network.
pub const OFFLINE: &str = english::SENDING_OFFLINE;
/// Ends the countdown by trying.
pub const TRY_NOW: &str = english::RETRY_NOW;
/// Ends the countdown without.
pub const STOP: &str = english::RETRY_STOP;
