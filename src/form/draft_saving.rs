//! The draft to store, and the submission whose key is stored with it.

use super::deferred_files::DeferredFiles;
use super::{Draft, Editing, Form, LookupReason, Phase};
use crate::drafts::SavedDraft;
use crate::ticket::SendError;
use std::borrow::Cow;

impl Form {
    /// Returns the draft to store; `None` if there is nothing to keep: the rules are not loaded, the
    /// opened ticket contains all input, or there is none. Passwords are omitted. The caller sets
    /// the time, and the key if [a submission is pending](Self::has_pending_submission).
    #[must_use]
    pub fn to_saved_draft(&self) -> Option<SavedDraft> {
        let rules = self.rules.as_ref()?;
        let no_files = DeferredFiles::default();
        let (draft, deferred) = match &self.phase {
            Phase::Loading | Phase::Unavailable(_) => return None,
            Phase::Editing(_) => (Cow::Borrowed(&self.draft), &no_files),
            Phase::Sending(sending) => (Cow::Borrowed(&self.draft), &sending.deferred),
            Phase::LookingUp(lookup) => (Cow::Borrowed(&self.draft), &lookup.deferred),
            Phase::Opened(_) if !self.has_unsent_changes() => return None,
            Phase::Opened(opened) if self.draft.has_content() => {
                (Cow::Borrowed(&self.draft), &opened.deferred)
            }
            Phase::Opened(opened) => {
                let next = opened.next_draft(&self.prefill, rules);
                (Cow::Owned(next), &opened.deferred)
            }
        };
        let has_input = !draft.files.is_empty()
            || !deferred.added.is_empty()
            || !draft.has_same_fields(&Draft::prefilled(&self.prefill, rules));
        if !has_input && !self.has_pending_submission() {
            return None;
        }
        Some(SavedDraft {
            is_changed_since_submission: self.is_changed_since_submission(),
            ..draft.to_saved(&deferred.added, rules)
        })
    }

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

    /// Returns `true` if a stored draft can be restored: the draft can be edited, and the outcome of
    /// every earlier submission is known.
    #[must_use]
    pub fn can_restore_draft(&self) -> bool {
        matches!(self.phase, Phase::Editing(_)) && !self.has_pending_submission()
    }

    /// Returns `true` if the draft differs from the draft of the pending submission.
    fn is_changed_since_submission(&self) -> bool {
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
