//! The draft to store.

use super::deferred_files::DeferredFiles;
use super::{Draft, Form, Phase};
use crate::drafts::SavedDraft;
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

    /// Returns `true` if a stored draft can be restored: the draft can be edited, and the outcome of
    /// every earlier submission is known.
    #[must_use]
    pub fn can_restore_draft(&self) -> bool {
        matches!(self.phase, Phase::Editing(_)) && !self.has_pending_submission()
    }
}
