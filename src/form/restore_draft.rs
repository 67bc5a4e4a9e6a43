//! Restores a stored draft, and imports another one.

use super::attachments::start_downscale;
use super::deferred_files::DeferredFiles;
use super::file_preparation::start_sniffing;
use super::replace_draft::set_aside;
use super::set_aside::{PastSubmission, SetAside, SetAsideHandlers};
use super::ticket_intent::TicketIntent;
use super::transition::{Context, Transition};
use super::{Downscale, Draft, Editing, Effect, FileId, LookupReason, SelectedFile};
use crate::drafts::SavedDraft;
use crate::rules::Rules;
use crate::ticket::{Field, IdempotencyKey};
use std::mem;

/// A stored draft, converted for this form.
struct Stored {
    /// The draft, without its files.
    draft: Draft,
    files: Vec<SelectedFile>,
    /// Files that were added after the draft was submitted. They are not in a ticket that it opened.
    files_since_submission: Vec<SelectedFile>,
    submission: Option<IdempotencyKey>,
    /// `true` if the draft differs from the one that was submitted.
    is_changed: bool,
}

impl Stored {
    fn new(saved: SavedDraft, prefilled: &Draft, context: &Context) -> Self {
        let (submission, is_changed) = (saved.submission, saved.is_changed_since_submission);
        let added_later = saved
            .files
            .iter()
            .filter(|file| file.is_added_since_submission);
        let added_later: Vec<FileId> = added_later.map(|file| FileId(file.id)).collect();
        let mut draft = Draft::from_saved(saved, prefilled, context.rules);
        let files = mem::take(&mut draft.files).into_iter();
        let (files_since_submission, files) =
            files.partition(|file| added_later.contains(&file.id));
        let mut stored = Self {
            draft,
            files,
            files_since_submission,
            submission,
            is_changed,
        };
        if is_changed || submission.is_none() {
            stored.include_files_since_submission();
        }
        stored
    }

    /// Adds the files that were added after the submission: all of the draft is kept if the
    /// submission opened a ticket.
    fn include_files_since_submission(&mut self) {
        self.files.append(&mut self.files_since_submission);
    }
}

impl Editing {
    /// Restores a stored draft. It replaces the values that the user has not changed. If it has
    /// other values for fields that the user has changed, it is set aside, so that none is lost.
    pub(super) fn restore_draft(&mut self, saved: SavedDraft, context: &mut Context) -> Transition {
        if saved.submission.is_some() && self.may_have_opened_ticket() {
            return Transition::default();
        }
        let prefilled = Draft::prefilled(context.prefill, context.rules);
        let mut stored = Stored::new(saved, &prefilled, context);
        let is_stored = |own: &SelectedFile| stored.files.iter().any(|file| file.id == own.id);
        let has_own_files = !context.draft.files.iter().all(is_stored);
        let has_unused_values = context
            .draft
            .merge(&prefilled, &stored.draft, context.rules);
        if has_own_files || !context.draft.has_same_fields(&stored.draft) {
            stored.is_changed = true;
            stored.include_files_since_submission();
        }
        let mut effects = Vec::new();
        if has_unused_values {
            let aside = SetAside {
                draft: mem::take(&mut stored.draft),
                shares_files: true,
                submission: PastSubmission::None,
                handlers: SetAsideHandlers::new(),
            };
            effects.extend(set_aside(aside, context));
        }
        effects.extend(self.revalidate_all(context.draft, context.rules));
        self.add_stored(stored, effects, context)
    }

    /// Replaces the draft by an imported one. The user can undo the replacement. The key of another
    /// tab's submission replaces the form's own key, which that tab has taken over before.
    pub(super) fn import_draft(&mut self, saved: SavedDraft, context: &mut Context) -> Transition {
        let prefilled = Draft::prefilled(context.prefill, context.rules);
        let mut stored = Stored::new(saved, &prefilled, context);
        let effects = self.replace_draft(mem::take(&mut stored.draft), context);
        self.add_stored(stored, effects, context)
    }

    /// Adds the files of a stored draft, and looks up its submission if it has one.
    fn add_stored(
        &mut self,
        stored: Stored,
        mut effects: Vec<Effect>,
        context: &mut Context,
    ) -> Transition {
        effects.extend(self.add_restored_files(stored.files, context));
        let Some(key) = stored.submission else {
            return Transition::stay(effects);
        };
        let submitted = match stored.is_changed {
            true => Draft::default(),
            false => context.draft.clone(),
        };
        let intent = TicketIntent {
            unconfirmed: Some(Box::new(submitted)),
            ..TicketIntent::default()
        };
        let mut files_since_submission = stored.files_since_submission;
        for file in &mut files_since_submission {
            // Their preparation begins when they are added.
            file.downscale = Downscale::None;
        }
        let deferred = DeferredFiles {
            added: files_since_submission,
            ..DeferredFiles::default()
        };
        let reason = LookupReason::Restored {
            is_changed: stored.is_changed,
        };
        let mut transition = Transition::look_up(reason, intent, deferred);
        effects.push(Effect::UseKey(key));
        transition.effects.splice(..0, effects);
        transition
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

    /// Replaces each value that equals the value in `base` by the value in `stored`. Two messages are
    /// joined. Returns `true` if a value of the stored draft was not used.
    fn merge(&mut self, base: &Self, stored: &Self, rules: &Rules) -> bool {
        let message = match self.has_blank_message(rules) {
            true => stored.message.clone(),
            false => join_messages(&self.message, &stored.message, &base.message),
        };
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

/// Joins the message that the user has just begun and a stored one, which is usually longer. An
/// unchanged message, or one that the other contains, is omitted.
fn join_messages(own: &str, stored: &str, prefilled: &str) -> String {
    if own == prefilled || stored.contains(own) {
        stored.to_owned()
    } else if stored == prefilled || own.contains(stored) {
        own.to_owned()
    } else {
        format!("{stored}\n\n{own}")
    }
}
