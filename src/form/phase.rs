//! Phases of the form, and the data of each.

use super::deferred_files::DeferredFiles;
use super::ticket_intent::TicketIntent;
use super::{Draft, Progress};
use crate::rules::Rules;
use crate::ticket::{DepartmentId, OpenedTicket, Problem, SendError, SentTicket};
use std::mem;

/// Phase of the form. Each variant holds the data that has a meaning only in that phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The rules are loading.
    Loading,
    /// The rules could not be loaded, for this reason. They can be requested again.
    Unavailable(SendError),
    /// The draft can be edited.
    Editing(Editing),
    /// The ticket is being sent.
    Sending(Sending),
    /// The relay is being queried for the outcome of a submission.
    LookingUp(LookingUp),
    /// The ticket is open.
    Opened(Confirmation),
}

/// Data of the phase in which the draft can be edited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Editing {
    /// Problems, in the order of the fields.
    pub(super) problems: Vec<Problem>,
    /// Last submission, if it was rejected, failed or was cancelled.
    pub(super) rejection: Option<Rejection>,
    pub(super) intent: TicketIntent,
}

/// A submission that was rejected, failed or was cancelled. A ticket may have been opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rejection {
    /// `None` if the problems at the fields are the reason, or if the user cancelled.
    pub failure: Option<Failure>,
    /// `true` if the user cancelled.
    pub is_cancelled: bool,
    /// Number of submissions in a row that were rejected before this one.
    pub previous: u32,
}

/// A failure that concerns no field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub error: SendError,
    /// Seconds until the automatic retry, if there is one.
    pub countdown: Option<u32>,
}

/// Data of the phase in which a ticket is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sending {
    pub(super) progress: Progress,
    /// Seconds since the last progress.
    pub(super) idle_seconds: u32,
    pub(super) intent: TicketIntent,
    pub(super) deferred: DeferredFiles,
}

/// Data of the phase in which the relay is queried for the outcome of a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookingUp {
    pub(super) reason: LookupReason,
    pub(super) intent: TicketIntent,
    pub(super) deferred: DeferredFiles,
}

/// Reason for a lookup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookupReason {
    /// A submission got no response. This error is shown if its outcome stays unknown.
    SubmissionFailed(SendError),
    /// Another draft was submitted under the same key. The current one is sent if that draft
    /// opened no ticket.
    DraftChanged,
    /// A draft was restored with the key of a submission whose outcome the page did not receive.
    Restored {
        /// `true` if the draft has changed since, so that it is kept if the submission opened a ticket.
        is_changed: bool,
    },
}

/// Data of the phase in which the ticket is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    pub(super) ticket: OpenedTicket,
    pub(super) deferred: DeferredFiles,
    /// Draft of the ticket; `None` if an earlier one was sent.
    pub(super) sent: Option<Box<Draft>>,
}

impl Editing {
    /// Creates the phase for a draft that was not rejected. The intent may have been used before.
    pub(super) fn with_intent(intent: TicketIntent) -> Self {
        Self {
            intent,
            ..Self::default()
        }
    }

    /// Creates the phase for a draft whose validation found these problems.
    pub(super) const fn with_problems(problems: Vec<Problem>, intent: TicketIntent) -> Self {
        Self {
            problems,
            rejection: Some(Rejection {
                failure: None,
                is_cancelled: false,
                previous: 0,
            }),
            intent,
        }
    }

    pub(super) fn failure(&self) -> Option<&Failure> {
        self.rejection.as_ref()?.failure.as_ref()
    }

    pub(super) fn failure_mut(&mut self) -> Option<&mut Failure> {
        self.rejection.as_mut()?.failure.as_mut()
    }
}

impl Sending {
    /// Progress so far.
    #[must_use]
    pub const fn progress(&self) -> Progress {
        self.progress
    }

    /// Takes the intent and the deferred files, for the next phase.
    pub(super) fn take_parts(&mut self) -> (TicketIntent, DeferredFiles) {
        (mem::take(&mut self.intent), mem::take(&mut self.deferred))
    }
}

impl LookingUp {
    /// Reason for the lookup.
    #[must_use]
    pub const fn reason(&self) -> &LookupReason {
        &self.reason
    }
}

impl Confirmation {
    /// Opened ticket.
    #[must_use]
    pub const fn ticket(&self) -> &OpenedTicket {
        &self.ticket
    }

    /// Email address that the guest entered. Empty for a client, and if an earlier draft was sent.
    #[must_use]
    pub fn guest_email(&self) -> &str {
        self.sent.as_ref().map_or("", |draft| &draft.email)
    }

    /// Department of the ticket; `None` if its content is not known.
    #[must_use]
    pub fn department(&self) -> Option<DepartmentId> {
        self.sent.as_ref()?.department
    }

    /// Content of the ticket. `None` if an earlier draft was sent, which is not kept.
    #[must_use]
    pub fn sent_ticket(&self, rules: &Rules) -> Option<SentTicket> {
        Some(self.sent.as_ref()?.sent_ticket(rules))
    }

    /// Returns `true` if files arrived too late for the ticket.
    pub(super) const fn has_deferred_files(&self) -> bool {
        !self.deferred.added.is_empty()
    }
}
