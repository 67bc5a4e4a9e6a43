//! What becomes of an intent: one wish of one person for one ticket.

use super::key::{Fence, Fingerprint, Key};
use std::fmt;
use std::time::Duration;

/// How long a key is known: 24 hours from when it was last given to somebody to work on. From then
/// on it is as if it had never been seen.
pub const KEY_LIFE: Duration = Duration::from_secs(24 * 60 * 60);

/// [`KEY_LIFE`] in milliseconds.
pub(super) const LIFE: i64 = 24 * 60 * 60 * 1000;

/// What a relay that wants to work on an intent is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The caller works on it now, alone, and ends it by `settle`.
    Mine {
        /// When the intent was first claimed, in ms since 1970; after [`Before::NotOpened`], now.
        since: i64,
        /// What is known of earlier tries.
        before: Before,
        /// What `settle` wants back.
        fence: Fence,
    },
    /// Somebody works on it.
    InProgress,
    /// The key was used for another body.
    OtherBody,
    /// It was answered: this answer again, byte for byte.
    Answered(Answer),
}

/// What is known of earlier tries of an intent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// There was none.
    Nothing,
    /// One provably opened nothing. It was counted by the rates.
    NotOpened,
    /// Nobody knows whether one opened a ticket.
    Unknown {
        /// From when on, in ms since 1970, the ticket's absence at WHMCS counts: until then the
        /// earlier try may still open it.
        until: i64,
    },
}

/// What an intent was answered. `Debug` does not show the body: it holds an access code.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status of HTTP.
    pub status: u16,
    /// The body, byte for byte.
    pub body: String,
    /// The id of the ticket that was opened, if one was.
    pub opened: Option<u32>,
}

/// How the work on an intent ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// With this answer, which every repetition gets from now on.
    Answered(Answer),
    /// Provably without a ticket: the same key may try again, with another body even.
    NotOpened,
    /// As if it had never been claimed.
    Withdrawn,
    /// Nobody knows whether a ticket was opened.
    Unknown {
        /// As in [`Before::Unknown`].
        until: i64,
    },
}

/// Where an intent stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It was answered this.
    Answered(Answer),
    /// It opened nothing.
    NotOpened,
    /// It was never seen, or so long ago that nobody knows.
    Unseen,
    /// Nobody knows yet: its work goes on, or ended without certainty.
    Unknown,
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .field("opened", &self.opened)
            .finish_non_exhaustive()
    }
}

/// A claim as it is made.
#[derive(Clone, Copy)]
pub(super) struct Bid {
    pub key: Key,
    pub fingerprint: Fingerprint,
    pub now: i64,
    /// When the lease ends.
    pub until: i64,
    pub fence: Fence,
}

impl Bid {
    /// When the key is forgotten if this bid is accepted.
    pub const fn dies(&self) -> i64 {
        self.now.saturating_add(LIFE)
    }

    pub const fn mine(&self, since: i64, before: Before) -> Claim {
        Claim::Mine {
            since,
            before,
            fence: self.fence,
        }
    }
}

/// The end of a claim as it is made.
pub(super) struct End {
    pub key: Key,
    pub fence: Fence,
    pub outcome: Outcome,
    pub now: i64,
}

impl Outcome {
    /// How it is written, in both places.
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Answered(_) => "answered",
            Self::NotOpened => "not_opened",
            Self::Withdrawn => "withdrawn",
            Self::Unknown { .. } => "unknown",
        }
    }

    pub(super) const fn answer(&self) -> Option<&Answer> {
        match self {
            Self::Answered(answer) => Some(answer),
            _ => None,
        }
    }

    pub(super) const fn until(&self) -> i64 {
        match self {
            Self::Unknown { until } => *until,
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answers_body_does_not_show() {
        let body = r#"{"c":"hunter2"}"#.to_owned();
        let answer = Answer {
            status: 200,
            body,
            opened: Some(7),
        };
        let shown = format!("{:?}", Claim::Answered(answer));
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}
