//! Submission of the draft, by the user or by the automatic retry: validates and sends it.

use super::deferred_files::DeferredFiles;
use super::retry::RetryState;
use super::transition::{Context, Transition};
use super::{Editing, Effect, LookupReason};
use crate::ticket::SendError;
use std::mem;

impl Editing {
    /// Submits the draft at the user's request.
    pub(super) fn submit(&mut self, context: &Context) -> Transition {
        self.intent.retry = RetryState::allowed();
        self.submit_draft(context)
    }

    /// Submits the draft. If an earlier submission may have opened a ticket, and the draft was
    /// edited since, that submission is looked up first.
    pub(super) fn submit_draft(&mut self, context: &Context) -> Transition {
        let rejection = self.rejection.take();
        let mut intent = mem::take(&mut self.intent);
        let ticket = match context.draft.to_ticket(context.rules) {
            Ok(ticket) => ticket,
            Err(problems) => {
                *self = Self::with_problems(problems, intent);
                if let (Some(previous), Some(rejection)) = (rejection, &mut self.rejection) {
                    rejection.previous = previous.previous + 1;
                }
                return Transition::stay(vec![Effect::FocusProblems]);
            }
        };
        let shown_failure = rejection.and_then(|rejection| rejection.failure);
        let shown_error = shown_failure.map(|failure| failure.error);
        let unconfirmed = intent.unconfirmed.as_deref();
        let is_unchanged = unconfirmed.map(|draft| *draft == *context.draft);
        let deferred = DeferredFiles::default();
        match (is_unchanged, shown_error) {
            // The user has seen the error about the earlier submission, so this is another ticket.
            (None | Some(false), Some(SendError::KeyReused))
            | (
                Some(false),
                Some(
                    SendError::NotOpened
                    | SendError::InterruptedNotOpened
                    | SendError::GatewayNotOpened { .. },
                ),
            ) => {
                let renew = intent.renew_key();
                Transition::send(ticket, intent, deferred, context).preceded_by(renew)
            }
            (Some(false), _) => Transition::look_up(LookupReason::DraftChanged, intent, deferred),
            _ => Transition::send(ticket, intent, deferred, context),
        }
    }
}
