//! A draft that was set aside when another one replaced it, so that the user can undo the replacement.

use super::ticket_intent::TicketIntent;
use super::{Draft, Effect, Event};
use crate::rules::Limits;
use crate::ticket::SubmissionOutcome;
use std::fmt;

/// A draft that was set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SetAside {
    /// The draft.
    pub draft: Draft,
    /// `true` if its files stayed in the current draft.
    pub shares_files: bool,
    pub submission: PastSubmission,
    pub handlers: SetAsideHandlers,
}

/// Functions that [`Form::apply`](super::Form::apply) runs while a draft is set aside. Only the code
/// that replaces a draft refers to them: called directly, they would be part of the main chunk.
#[derive(Clone, Copy)]
pub(super) struct SetAsideHandlers {
    /// Applies an event to the draft that was set aside.
    pub handle: fn(&mut SetAside, &Event, &Limits) -> Option<Effect>,
    /// Adapts the effects of an event.
    pub adapt_effects: fn(&mut SetAside, &Draft, Vec<Effect>) -> Vec<Effect>,
}

impl SetAsideHandlers {
    /// Returns the functions, which are the same for all drafts.
    pub(super) fn new() -> Self {
        Self {
            handle: SetAside::handle,
            adapt_effects: SetAside::adapt_effects,
        }
    }
}

impl PartialEq for SetAsideHandlers {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for SetAsideHandlers {}

impl fmt::Debug for SetAsideHandlers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SetAsideHandlers")
    }
}

/// Submission of a draft that was set aside, if its outcome is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PastSubmission {
    /// The draft was not submitted, or opened no ticket.
    None,
    /// The draft was submitted under the current key.
    CurrentKey,
    /// The draft was submitted under a key that is no longer used: the form can no longer
    /// determine if it opened a ticket.
    EarlierKey,
}

impl SetAside {
    /// Sets the draft of an intent aside.
    pub(super) fn new(draft: Draft, intent: &TicketIntent) -> Self {
        let is_submitted = intent.unconfirmed.as_deref() == Some(&draft);
        Self {
            draft,
            shares_files: false,
            submission: match is_submitted {
                true => PastSubmission::CurrentKey,
                false => PastSubmission::None,
            },
            handlers: SetAsideHandlers::new(),
        }
    }

    /// Records the outcome of a submission under the current key.
    pub(super) fn end_submission(&mut self, outcome: &SubmissionOutcome) {
        if self.submission == PastSubmission::CurrentKey && *outcome == SubmissionOutcome::NotOpened
        {
            self.submission = PastSubmission::None;
        }
    }

    /// Records that the current key is no longer used, and keeps the files that this draft or the current one
    /// lists.
    fn adapt_effects(&mut self, current: &Draft, effects: Vec<Effect>) -> Vec<Effect> {
        if self.submission == PastSubmission::CurrentKey && effects.contains(&Effect::RenewKey) {
            self.submission = PastSubmission::EarlierKey;
        }
        keep_listed_files(&[&self.draft, current], effects)
    }

    /// Returns the effects that release all files.
    pub(super) fn release(self) -> impl Iterator<Item = Effect> {
        // Files that another draft lists are kept by the caller.
        let files = self.draft.files.into_iter().chain(self.draft.removed);
        files.map(|file| Effect::ReleaseFile(file.id))
    }

    /// Applies the results of work on the files, which continues while the draft is set aside. Without
    /// the results, a submission would wait for a file forever once the draft is restored.
    fn handle(&mut self, event: &Event, limits: &Limits) -> Option<Effect> {
        let draft = &mut self.draft;
        match event {
            Event::FileDownscaled(id, size) => {
                (draft.set_downscaled(*id, *size)).then_some(Effect::SwapVersions(*id))
            }
            Event::FileNotDownscaled(id) => {
                draft.end_downscale(*id);
                None
            }
            Event::FileSniffed(..) | Event::FileConverted(..) => draft.prepare_file(event, limits),
            Event::FilesChecked(issues) => {
                draft.record_issues(issues);
                None
            }
            Event::RemovedFileExpired(id) => draft.release_removed_file(*id),
            _ => None,
        }
    }
}

/// Keeps the files that one of the drafts lists.
pub(super) fn keep_listed_files(drafts: &[&Draft], mut effects: Vec<Effect>) -> Vec<Effect> {
    effects.retain(|effect| match effect {
        Effect::ReleaseFile(id) => drafts.iter().all(|draft| draft.listed_file(*id).is_none()),
        _ => true,
    });
    effects
}
