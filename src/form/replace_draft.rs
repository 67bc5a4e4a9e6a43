//! Replacements of the draft. They are not [events](super::Event), so that the main chunk, which applies
//! events, does not contain them.

use super::phase::{Failure, Rejection};
use super::set_aside::{PastSubmission, SetAside, keep_listed_files};
use super::transition::{Context, Transition};
use super::{Draft, Editing, Effect, Form, Phase};
use crate::drafts::SavedDraft;
use crate::ticket::{Field, SendError};
use std::mem;

/// A replacement of the draft, for [`Form::replace_draft`].
#[derive(Clone, Debug, PartialEq)]
pub enum Replacement {
    /// A stored draft was found, to restore while [`Form::can_restore_draft`] returns `true`. Files
    /// whose bytes are stored are in the browser, under the same ids, which no other file of the form
    /// has.
    Restored(Box<SavedDraft>),
    /// Another draft replaces the current one: it was loaded from a file, or taken over from another
    /// tab, together with its submission. Its files are stored as in [`Restored`](Self::Restored).
    Imported(Box<SavedDraft>),
    /// The user started over.
    Discarded,
    /// The user undid the replacement: the draft that was [set aside](Form::draft_set_aside) is
    /// restored, and the current one is set aside.
    Undone,
    /// The draft that was set aside can no longer be restored: its time limit has ended.
    Expired,
}

impl Form {
    /// Replaces the draft and returns the effects to run, in order. Ignored unless the draft can be edited;
    /// only the undo can expire at any time.
    pub fn replace_draft(&mut self, replacement: Replacement) -> Vec<Effect> {
        if replacement == Replacement::Expired {
            let aside = self.set_aside.take().into_iter();
            let effects = aside.flat_map(SetAside::release).collect();
            return keep_listed_files(&[&self.draft], effects);
        }
        let Some((phase, context)) = &mut self.context() else {
            return Vec::new();
        };
        let Phase::Editing(editing) = phase else {
            return Vec::new();
        };
        let transition = match replacement {
            Replacement::Restored(draft) => editing.restore_draft(*draft, context),
            Replacement::Imported(draft) => editing.import_draft(*draft, context),
            Replacement::Discarded => Transition::stay(editing.discard_draft(context)),
            Replacement::Undone | Replacement::Expired => {
                editing.undo_discard(context);
                Transition::default()
            }
        };
        let effects = self.finish(transition);
        let effects = self.adapt_effects(effects);
        keep_listed_files(&[&self.draft], effects)
    }
}

impl Editing {
    /// Starts over with the prefilled draft. The user can undo this. The key of a submission whose
    /// outcome is unknown is kept: the next submission is another ticket, and is sent once the outcome
    /// is looked up, or after a warning. Without the key, a ticket that was opened would never be
    /// confirmed.
    pub(super) fn discard_draft(&mut self, context: &mut Context) -> Vec<Effect> {
        let prefilled = Draft::prefilled(context.prefill, context.rules);
        if context.draft.has_same_fields(&prefilled) && !context.draft.has_files() {
            return Vec::new();
        }
        self.replace_draft(prefilled, context)
    }

    /// Restores the draft that was set aside, and sets the current one aside.
    pub(super) fn undo_discard(&mut self, context: &mut Context) {
        let Some(aside) = context.set_aside.take() else {
            return;
        };
        let mut previous = SetAside::new(mem::replace(context.draft, aside.draft), &self.intent);
        if aside.shares_files {
            mem::swap(&mut previous.draft.files, &mut context.draft.files);
            mem::swap(&mut previous.draft.removed, &mut context.draft.removed);
            previous.shares_files = true;
        }
        let prefilled = Draft::prefilled(context.prefill, context.rules);
        (context.draft).reset_unavailable_choices(&prefilled, context.rules);
        if !previous.draft.has_same_fields(&prefilled) || previous.draft.has_files() {
            *context.set_aside = Some(previous);
        }
        self.reset_validation(context);
        if aside.submission == PastSubmission::EarlierKey {
            self.warn_of_earlier_submission();
        }
    }

    /// Replaces the draft and sets the previous one aside.
    pub(super) fn replace_draft(&mut self, draft: Draft, context: &mut Context) -> Vec<Effect> {
        let previous = SetAside::new(mem::replace(context.draft, draft), &self.intent);
        let effects = set_aside(previous, context);
        self.reset_validation(context);
        effects
    }

    /// Warns that the draft may have opened a ticket, under a key that is no longer used.
    fn warn_of_earlier_submission(&mut self) {
        self.rejection = Some(Rejection {
            failure: Some(Failure {
                error: SendError::KeyReused,
                countdown: None,
            }),
            is_cancelled: false,
            previous: 0,
        });
    }

    /// Clears the problems and the failure of the previous draft, and validates the files of the current
    /// one. The end of a retry is not announced: the instruction to send again concerns the previous draft.
    pub(super) fn reset_validation(&mut self, context: &mut Context) {
        if self.may_have_opened_ticket() {
            // If the submitted draft is not known, the current one counts as changed.
            self.intent.unconfirmed.get_or_insert_default();
        }
        self.intent.retry.forbid();
        self.problems.clear();
        self.rejection = None;
        self.revalidate(Field::Files, context);
    }
}

/// Sets a draft aside, instead of any other.
pub(super) fn set_aside(draft: SetAside, context: &mut Context) -> Vec<Effect> {
    let previous = context.set_aside.replace(draft);
    previous.into_iter().flat_map(SetAside::release).collect()
}
