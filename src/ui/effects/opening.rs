//! What the second half of the bundle does for the form.

use super::{Examined, Relay};
use crate::browser::{self, Endpoint, Key, Peek, Report};
use crate::form::Flaw;
use crate::ticket::{Opened, Outcome, SendError, Ticket};
use crate::ui::message::{Parts, editor};
use crate::ui::second::{Doing, Second};
use web_sys::{AbortSignal, File};

/// A ticket to be opened.
pub struct Opening {
    pub relay: Relay,
    pub ticket: Ticket<File>,
    pub key: Key,
    pub stop: AbortSignal,
    pub report: Report,
}

/// The second half, once it is here.
pub struct Here;

impl Second for Here {
    fn make_work(&self, parts: &Parts) {
        editor::make_work(parts);
    }

    fn open(&self, opening: Opening) -> Doing<Result<Opened, SendError>> {
        Box::pin(async move {
            let Opening {
                relay,
                ticket,
                key,
                stop,
                report,
            } = opening;
            let open =
                async |endpoint: Endpoint| endpoint.open(&ticket, &key, &stop, &report).await;
            relay.ask(open).await
        })
    }

    fn find_out(&self, relay: Relay, key: Key, stop: AbortSignal) -> Doing<Outcome> {
        Box::pin(async move { relay.now().find_out(&key, &stop).await })
    }

    fn flaw_of(&self, examined: Examined) -> Doing<Option<Flaw>> {
        Box::pin(async move {
            if !browser::can_be_read(&examined.file).await {
                return Some(Flaw::Unreadable);
            }
            for (id, other) in examined.beside {
                if browser::are_the_same(&examined.file, &other).await {
                    return Some(Flaw::Duplicate(id));
                }
            }
            None
        })
    }

    fn smaller(&self, file: File, kind: &'static str, megapixels: u32) -> Doing<Option<File>> {
        Box::pin(async move { browser::smaller(&file, kind, megapixels).await })
    }

    fn peek(&self, file: File) -> Doing<Option<Peek>> {
        Box::pin(async move { browser::peek(&file).await })
    }
}
