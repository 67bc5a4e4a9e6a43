//! Replacements of the draft. They are not [events](super::Event), so that the main chunk, which applies
//! events, does not contain them.

use super::set_aside::{SetAside, keep_listed_files};
use super::transition::Transition;
use super::{Effect, Form, Phase};
use crate::drafts::SavedDraft;

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
