//! Failure and cancellation of a submission, and the lookup of an unknown outcome.

use super::ticket_intent::TicketIntent;
use super::transition::{Context, Transition};
use super::{Announcement, Effect, LookupReason, Sending};
use crate::ticket::{Refusal, SendError};

impl Sending {
    /// Handles an error. If its outcome is unknown, the submission is looked up.
    pub(super) fn fail(&mut self, error: SendError, context: &Context) -> Transition {
        let (mut intent, deferred) = self.take_parts();
        match error {
            SendError::NoResponse
            | SendError::OutcomePending { .. }
            | SendError::InProgress
            | SendError::GatewayFailed { .. } => {
                intent.unconfirmed = Some(Box::new(context.draft.clone()));
                Transition::look_up(LookupReason::SubmissionFailed(error), intent, deferred)
            }
            SendError::KeyReused => {
                intent.unconfirmed = None;
                Transition::look_up(LookupReason::DraftChanged, intent, deferred)
            }
            SendError::Refused(ref refusal) if is_final(refusal, &intent) => {
                let renew = intent.renew_key();
                Transition::fail(error, intent, deferred, context.draft).preceded_by(renew)
            }
            _ => Transition::fail(error, intent, deferred, context.draft),
        }
    }

    /// Aborts the upload because of an error.
    pub(super) fn abort(&mut self, error: SendError, context: &Context) -> Transition {
        self.fail(error, context).preceded_by(Effect::AbortUpload)
    }

    /// Cancels the submission. A complete upload cannot be recalled: it may still open a ticket.
    pub(super) fn cancel(&mut self, context: &Context) -> Transition {
        self.intent.retry.forbid();
        if self.progress.is_uploaded() {
            return self.abort(SendError::NoResponse, context);
        }
        let mut transition = self.abort(SendError::Cancelled, context);
        let announcement = Effect::Announce(Announcement::Cancelled);
        transition.effects.push(announcement);
        transition
    }
}

/// Returns `true` if a refusal ends the intent. The relay may refuse a request before it checks
/// the key. An earlier submission under the key may still have opened a ticket.
const fn is_final(refusal: &Refusal, intent: &TicketIntent) -> bool {
    let is_from_relay = matches!(
        refusal,
        Refusal::RuleViolation(_)
            | Refusal::TooLarge { .. }
            | Refusal::BadRequest
            | Refusal::OriginNotAllowed
    );
    intent.unconfirmed.is_none() || !is_from_relay
}
