//! A ticket on its way, and what the second half of the bundle does for the form.

use super::{Examined, Relay};
use crate::browser::{self, Endpoint, Peek, Sending};
use crate::form::Flaw;
use crate::rules::Rules;
use crate::ticket::{Opened, SendError};
use crate::ui::message::{Parts, editor};
use crate::ui::second::{self, Doing, Second};
use web_sys::File;

/// A ticket to be opened.
pub struct Opening {
    pub relay: Relay,
    pub sending: Sending,
}

impl Opening {
    /// Opens it. Words need nothing but what is here from the first: they go out, whatever becomes
    /// of the second half.
    pub(super) async fn open(self) -> Result<Opened, SendError> {
        if self.sending.ticket.attachments.is_empty() {
            let open = async |endpoint: Endpoint| endpoint.open_text(&self.sending).await;
            return self.relay.ask(open).await;
        }
        match second::bring().await {
            Ok(second) => second.open_with_files(self).await,
            Err(second::Missing) => Err(SendError::NotSent),
        }
    }
}

/// The second half, once it is here.
pub struct Here;

impl Second for Here {
    fn make_work(&self, parts: &Parts) {
        editor::make_work(parts);
    }

    fn open_with_files(&self, opening: Opening) -> Doing<Result<Opened, SendError>> {
        Box::pin(async move {
            let Opening { relay, sending } = opening;
            let open = async |endpoint: Endpoint| endpoint.open_with_files(&sending).await;
            relay.ask(open).await
        })
    }

    fn read_patterns(&self, rules: &mut Rules) {
        // One that cannot be read here is the relay's to judge.
        let _ = rules.read_patterns();
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
