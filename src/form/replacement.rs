//! Replacement of the draft: a stored draft is restored, another one is imported, the person starts
//! over, or undoes that.

use super::attachments::start_downscale;
use super::deferred_files::DeferredFiles;
use super::file_preparation::start_sniffing;
use super::intent::Intent;
use super::set_aside::SetAside;
use super::transition::{Context, Transition};
use super::{Downscale, Draft, Editing, Effect, LookupReason, SelectedFile};
use crate::drafts::SavedDraft;
use crate::ticket::{Field, IdempotencyKey};
use std::mem;

impl Editing {
    /// Restores a stored draft. It replaces the values that the person has not changed. If it has
    /// others that the person has changed, it is set aside, so that none is lost.
    pub(super) fn restore_draft(&mut self, saved: SavedDraft, context: &mut Context) -> Transition {
        if saved.submission.is_some() && self.may_have_opened_ticket() {
            return Transition::default();
        }
        let submission = saved
            .submission
            .map(|key| (key, saved.is_changed_since_submission));
        let prefilled = Draft::prefilled(context.prefill, context.rules);
        let mut restored = Draft::from_saved(saved, &prefilled, context.rules);
        let mut effects = Vec::new();
        let files = mem::take(&mut restored.files);
        let is_listed = |own: &SelectedFile| files.iter().any(|file| file.id == own.id);
        let has_own_files = !context.draft.files.iter().all(is_listed);
        let has_unused_values = context.draft.merge(&prefilled, &restored);
        let has_own_values = has_own_files || !context.draft.has_same_fields(&restored);
        if has_unused_values {
            let aside = SetAside {
                draft: restored,
                shares_files: true,
            };
            effects.extend(set_aside(aside, context));
        }
        effects.extend(self.add_restored_files(files, context));
        effects.extend(self.revalidate_all(context.draft, context.rules));
        match submission {
            Some((key, is_changed)) => {
                let is_changed = is_changed || has_own_values;
                self.look_up_restored(key, is_changed, effects, context)
            }
            None => Transition::stay(effects),
        }
    }

    /// Replaces the draft by an imported one, which can be undone.
    pub(super) fn import_draft(&mut self, saved: SavedDraft, context: &mut Context) -> Transition {
        if saved.submission.is_some() && self.may_have_opened_ticket() {
            return Transition::default();
        }
        let submission = saved
            .submission
            .map(|key| (key, saved.is_changed_since_submission));
        let prefilled = Draft::prefilled(context.prefill, context.rules);
        let mut imported = Draft::from_saved(saved, &prefilled, context.rules);
        let files = mem::take(&mut imported.files);
        let mut effects = self.replace_draft(imported, context);
        effects.extend(self.add_restored_files(files, context));
        match submission {
            Some((key, is_changed)) => self.look_up_restored(key, is_changed, effects, context),
            None => Transition::stay(effects),
        }
    }

    /// Starts over with the prefilled draft, which can be undone. The key of a submission whose
    /// outcome is unknown is kept: the next submission is another ticket, and is sent once the outcome
    /// is looked up, or after a warning. Otherwise a ticket that was opened would never be confirmed.
    pub(super) fn discard_draft(&mut self, context: &mut Context) -> Vec<Effect> {
        let prefilled = Draft::prefilled(context.prefill, context.rules);
        if context.draft.has_same_fields(&prefilled) && !context.draft.has_files() {
            return Vec::new();
        }
        self.replace_draft(prefilled, context)
    }

    /// Swaps the draft with the one that was set aside.
    pub(super) fn swap_drafts(&mut self, context: &mut Context) -> Vec<Effect> {
        let Some(mut aside) = context.set_aside.take() else {
            return Vec::new();
        };
        aside.swap(context.draft);
        let prefilled = Draft::prefilled(context.prefill, context.rules);
        (context.draft).reset_unavailable_choices(&prefilled, context.rules);
        if !aside.draft.has_same_fields(&prefilled) || aside.draft.has_files() {
            *context.set_aside = Some(aside);
        }
        self.begin_with(context)
    }

    /// Replaces the draft and sets the previous one aside.
    fn replace_draft(&mut self, draft: Draft, context: &mut Context) -> Vec<Effect> {
        let previous = SetAside {
            draft: mem::replace(context.draft, draft),
            shares_files: false,
        };
        let mut effects = set_aside(previous, context);
        effects.extend(self.begin_with(context));
        effects
    }

    /// Clears the problems of the previous draft, and validates the files of the current one.
    fn begin_with(&mut self, context: &mut Context) -> Vec<Effect> {
        if self.may_have_opened_ticket() {
            // If no draft is known, the current one is another one.
            self.intent.unconfirmed.get_or_insert_default();
        }
        let cancelled = self.cancel_retry();
        self.problems.clear();
        self.rejection = None;
        self.revalidate(Field::Files, context);
        cancelled.into_iter().collect()
    }

    /// Adds the files of a stored draft, which have their ids. Continues their preparation.
    fn add_restored_files(
        &mut self,
        files: Vec<SelectedFile>,
        context: &mut Context,
    ) -> Vec<Effect> {
        let is_new = |file: &SelectedFile| context.draft.listed_file(file.id).is_none();
        let files: Vec<SelectedFile> = files.into_iter().filter(is_new).collect();
        let Some(first) = files.iter().map(|file| file.id).min() else {
            return Vec::new();
        };
        let previous_count = self.count_file_problems();
        let is_pending = |file: &SelectedFile| file.downscale == Downscale::Pending;
        let (mut pending, prepared): (Vec<_>, Vec<_>) = files.into_iter().partition(is_pending);
        for file in &mut pending {
            file.downscale = Downscale::None;
        }
        let sniffing = start_sniffing(&mut pending, &context.rules.limits);
        let downscale = start_downscale(&mut pending, context.rules);
        for file in pending.into_iter().chain(prepared) {
            context.draft.insert_file(file);
        }
        self.revalidate(Field::Files, context);
        let announce = self.announce_rejected(previous_count).into_iter();
        let check = context.draft.check_files(|file| file.id >= first);
        announce
            .chain(check)
            .chain(sniffing)
            .chain(downscale)
            .collect()
    }

    /// Looks up the submission of a restored draft. A changed draft is kept if it opened a ticket.
    fn look_up_restored(
        &mut self,
        key: IdempotencyKey,
        is_changed: bool,
        mut effects: Vec<Effect>,
        context: &Context,
    ) -> Transition {
        let submitted = match is_changed {
            true => Draft::default(),
            false => context.draft.clone(),
        };
        let intent = Intent {
            unconfirmed: Some(Box::new(submitted)),
            ..Intent::default()
        };
        let reason = LookupReason::Restored { is_changed };
        let mut transition = Transition::look_up(reason, intent, DeferredFiles::default());
        effects.push(Effect::UseKey(key));
        transition.effects.splice(..0, effects);
        transition
    }
}

/// Sets a draft aside, instead of any other.
fn set_aside(draft: SetAside, context: &mut Context) -> Vec<Effect> {
    let previous = context.set_aside.replace(draft);
    previous.into_iter().flat_map(SetAside::release).collect()
}

impl Draft {
    /// Returns `true` if the draft has files, removed ones included.
    pub(super) fn has_files(&self) -> bool {
        !self.files.is_empty() || !self.removed.is_empty()
    }

    /// Inserts a file at its position.
    pub(super) fn insert_file(&mut self, file: SelectedFile) {
        let position = (self.files).partition_point(|other: &SelectedFile| other.id < file.id);
        self.files.insert(position, file);
    }

    /// Replaces the values that equal those of `base` by those of a stored draft. Two messages are
    /// joined. Returns `true` if a value of the stored draft was not used.
    fn merge(&mut self, base: &Self, stored: &Self) -> bool {
        let message = join_messages(&self.message, &stored.message, &base.message);
        self.replace_unchanged_values(base, stored.clone());
        self.message = message;
        let mut is_lost = false;
        for (id, answer) in stored.answers.iter() {
            match self.answers.get(id) {
                None => self.answers.set(id, answer),
                Some(own) => is_lost |= own != answer,
            }
        }
        let texts = [
            (&self.name, &stored.name, &base.name),
            (&self.email, &stored.email, &base.email),
            (&self.subject, &stored.subject, &base.subject),
        ];
        is_lost |= texts
            .iter()
            .any(|(own, stored, base)| own != stored && stored != base);
        is_lost
            || (self.department != stored.department && stored.department != base.department)
            || (self.related != stored.related && stored.related != base.related)
            || (self.priority != stored.priority && stored.priority != base.priority)
    }
}

/// Joins the message that a person has just begun and a stored one, which is longer as a rule. An
/// unchanged message, or one that the other contains, is left out.
fn join_messages(own: &str, stored: &str, prefilled: &str) -> String {
    if own == prefilled || stored.contains(own) {
        stored.to_owned()
    } else if stored == prefilled || own.contains(stored) {
        own.to_owned()
    } else {
        format!("{stored}\n\n{own}")
    }
}
