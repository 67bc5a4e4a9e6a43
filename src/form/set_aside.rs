//! A draft that was set aside when another one replaced it, so that this can be undone.

use super::intent::Intent;
use super::{Draft, Effect, Event};
use crate::rules::Limits;
use crate::ticket::SubmissionOutcome;

/// A draft that was set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SetAside {
    /// The draft.
    pub draft: Draft,
    /// `true` if its files stayed in the current draft.
    pub shares_files: bool,
    pub submission: PastSubmission,
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
    pub(super) fn new(draft: Draft, intent: &Intent) -> Self {
        let is_submitted = intent.unconfirmed.as_deref() == Some(&draft);
        Self {
            draft,
            shares_files: false,
            submission: match is_submitted {
                true => PastSubmission::CurrentKey,
                false => PastSubmission::None,
            },
        }
    }

    /// Records the outcome of a submission under the current key.
    pub(super) fn end_submission(&mut self, outcome: &SubmissionOutcome) {
        if self.submission == PastSubmission::CurrentKey && *outcome == SubmissionOutcome::NotOpened
        {
            self.submission = PastSubmission::None;
        }
    }

    /// Records that the current key is no longer used.
    pub(super) fn renew_key(&mut self) {
        if self.submission == PastSubmission::CurrentKey {
            self.submission = PastSubmission::EarlierKey;
        }
    }

    /// Returns the effects that release all files.
    pub(super) fn release(self) -> impl Iterator<Item = Effect> {
        // Files that both list are kept by `Form::apply`.
        let files = self.draft.files.into_iter().chain(self.draft.removed);
        files.map(|file| Effect::ReleaseFile(file.id))
    }

    /// Applies the results of work on its files, which continues. Without them, a submission would wait
    /// for a file forever once the draft is back.
    pub(super) fn handle(&mut self, event: &Event, limits: &Limits) -> Option<Effect> {
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
