//! Lookup of a submission whose outcome is unknown.

use super::deferred_files::DeferredFiles;
use super::ticket_intent::TicketIntent;
use super::transition::{Context, Transition};
use super::{Event, LookingUp, LookupReason};
use crate::ticket::{SendError, SubmissionOutcome};
use std::mem;

impl LookingUp {
    pub(super) fn handle(&mut self, event: Event, context: &mut Context) -> Transition {
        match event {
            Event::OutcomeReceived(outcome) => return self.finish(outcome, context),
            Event::FileDownscaled(id, _) | Event::FileNotDownscaled(id) => {
                context.draft.end_downscale(id);
            }
            Event::FileSniffed(..) | Event::FileConverted(..) => {
                let convert = context.draft.prepare_file(&event, &context.rules.limits);
                return Transition::stay(convert.into_iter().collect());
            }
            event => self.deferred.store(event),
        }
        Transition::default()
    }

    fn finish(&mut self, outcome: SubmissionOutcome, context: &mut Context) -> Transition {
        let intent = mem::take(&mut self.intent);
        let deferred = mem::take(&mut self.deferred);
        if let Some(aside) = &mut context.set_aside {
            aside.end_submission(&outcome);
        }
        let error = match (outcome, &self.reason) {
            (
                SubmissionOutcome::Opened(ticket),
                LookupReason::SubmissionFailed(_) | LookupReason::Restored { is_changed: false },
            ) => {
                return Transition::confirm(ticket, deferred, context.draft);
            }
            // The ticket of the earlier draft was opened; the current draft is kept.
            (
                SubmissionOutcome::Opened(ticket),
                LookupReason::DraftChanged | LookupReason::Restored { is_changed: true },
            ) => {
                return Transition::confirm_earlier_draft(ticket, deferred);
            }
            (SubmissionOutcome::NotOpened, LookupReason::SubmissionFailed(error)) => {
                not_opened(error)
            }
            (SubmissionOutcome::NotOpened, LookupReason::DraftChanged) => {
                return send_changed(intent, deferred, context);
            }
            (SubmissionOutcome::Unknown, LookupReason::SubmissionFailed(error)) => error.clone(),
            // The user decides whether to send a restored draft.
            (SubmissionOutcome::NotOpened, LookupReason::Restored { .. }) => {
                SendError::InterruptedNotOpened
            }
            (SubmissionOutcome::Unknown, LookupReason::Restored { is_changed: false }) => {
                SendError::Interrupted
            }
            (
                SubmissionOutcome::Unknown,
                LookupReason::DraftChanged | LookupReason::Restored { is_changed: true },
            ) => SendError::KeyReused,
        };
        Transition::fail(error, intent, deferred, context.draft)
    }
}

/// Error of a submission that is known to have opened no ticket, with its cause.
const fn not_opened(cause: &SendError) -> SendError {
    match *cause {
        SendError::GatewayFailed {
            status,
            retry_after,
        } => SendError::GatewayNotOpened {
            status,
            retry_after,
        },
        _ => SendError::NotOpened,
    }
}

/// Sends the changed draft under a new key.
fn send_changed(
    mut intent: TicketIntent,
    deferred: DeferredFiles,
    context: &Context,
) -> Transition {
    match context.draft.to_ticket(context.rules) {
        Ok(ticket) => {
            let renew = intent.renew_key();
            Transition::send(ticket, intent, deferred, context).preceded_by(renew)
        }
        Err(_) => Transition::fail(SendError::NotOpened, intent, deferred, context.draft),
    }
}
