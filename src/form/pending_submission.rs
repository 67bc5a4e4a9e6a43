//! The submission whose outcome is not known, so that its key is stored with the draft.

use super::{Editing, Form, LookupReason, Phase};
use crate::ticket::SendError;

impl Form {
    /// Returns `true` while the outcome of a submission is not known: it is being sent or looked up,
    /// or may have opened a ticket. Its key is then stored with the draft.
    #[must_use]
    pub fn has_pending_submission(&self) -> bool {
        match &self.phase {
            Phase::Sending(_) | Phase::LookingUp(_) => true,
            Phase::Editing(editing) => editing.may_have_opened_ticket(),
            Phase::Loading | Phase::Unavailable(_) | Phase::Opened(_) => false,
        }
    }

    /// Returns `true` if the draft differs from the draft of the pending submission.
    pub(super) fn is_changed_since_submission(&self) -> bool {
        let (intent, is_unknown_changed) = match &self.phase {
            Phase::Editing(editing) => (&editing.intent, editing.may_have_opened_ticket()),
            Phase::LookingUp(lookup) => {
                (&lookup.intent, lookup.reason == LookupReason::DraftChanged)
            }
            Phase::Loading | Phase::Unavailable(_) | Phase::Sending(_) | Phase::Opened(_) => {
                return false;
            }
        };
        let unconfirmed = intent.unconfirmed.as_deref();
        unconfirmed.map_or(is_unknown_changed, |draft| *draft != self.draft)
    }
}

impl Editing {
    /// Returns `true` if an earlier submission may have opened a ticket.
    pub(super) fn may_have_opened_ticket(&self) -> bool {
        let error = self.failure().map(|failure| &failure.error);
        let is_unknown = matches!(
            error,
            Some(
                SendError::KeyReused
                    | SendError::NoResponse
                    | SendError::InProgress
                    | SendError::Interrupted
                    | SendError::GatewayFailed { .. }
            )
        );
        is_unknown || self.intent.unconfirmed.is_some()
    }
}
