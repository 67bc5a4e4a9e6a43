//! A draft that was set aside when another one replaced it, so that this can be undone.

use super::{Draft, Effect, Event};
use crate::rules::Limits;
use std::mem;

/// A draft that was set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SetAside {
    /// The draft.
    pub draft: Draft,
    /// `true` if its files stayed in the current draft.
    pub shares_files: bool,
}

impl SetAside {
    /// Swaps this draft and the current one.
    pub(super) fn swap(&mut self, current: &mut Draft) {
        mem::swap(&mut self.draft, current);
        if self.shares_files {
            mem::swap(&mut self.draft.files, &mut current.files);
            mem::swap(&mut self.draft.removed, &mut current.removed);
        }
    }

    /// Returns the effects that release all files.
    pub(super) fn release(self) -> impl Iterator<Item = Effect> {
        let files = self.draft.files.into_iter().chain(self.draft.removed);
        files.map(|file| Effect::ReleaseFile(file.id))
    }

    /// Applies the results of work on its files, which goes on. Without them, a submission would wait
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
