//! Editing of the files: adding, removing, restoring, checking and downscaling, each with its
//! announcement and its focus.

use super::deferred_files::DeferredFiles;
use super::file_preparation::start_sniffing;
use super::transition::Context;
use super::{Announcement, Downscale, Edit, Editing, Effect, FileId, FileIssue, SelectedFile};
use crate::rules::{Rules, reencodable_media_type};
use crate::ticket::Field;

impl Editing {
    pub(super) fn add_files(
        &mut self,
        mut added: Vec<SelectedFile>,
        context: &mut Context,
    ) -> Vec<Effect> {
        if added.is_empty() {
            return Vec::new();
        }
        for file in &mut added {
            let missing = context.draft.files.iter();
            let mut missing = missing.filter(|missing| file.replaces(missing));
            if let Some(id) = missing.next().map(|missing| missing.id) {
                context.draft.files.retain(|file| file.id != id);
            }
            file.complete_name(&context.rules.limits);
        }
        let sniffing = start_sniffing(&mut added, &context.rules.limits);
        let downscale = start_downscale(&mut added, context.rules);
        let ids: Vec<FileId> = added.iter().map(|file| file.id).collect();
        let mut effects = vec![Effect::Announce(Announcement::FilesAdded {
            added: added.len(),
            all: context.draft.files.len() + added.len(),
        })];
        effects.extend(self.edit_files(Edit::FilesAdded(added), context));
        effects.extend(context.draft.check_files(|file| ids.contains(&file.id)));
        effects.extend(sniffing);
        effects.extend(downscale);
        effects
    }

    pub(super) fn remove_file(&mut self, id: FileId, context: &mut Context) -> Vec<Effect> {
        let files = &context.draft.files;
        let Some(index) = files.iter().position(|file| file.id == id) else {
            return Vec::new();
        };
        let previous = index.checked_sub(1).map(|previous| &files[previous]);
        let neighbour = files.get(index + 1).or(previous);
        let mut effects = vec![
            Effect::FocusFiles(neighbour.map(|file| file.id)),
            Effect::Announce(Announcement::FileRemoved(files[index].name.clone())),
        ];
        effects.extend(self.edit_files(Edit::FileRemoved(id), context));
        effects.extend(self.recheck_duplicates_of(id, context));
        effects
    }

    pub(super) fn restore_file(&mut self, id: FileId, context: &mut Context) -> Vec<Effect> {
        let mut removed = context.draft.removed.iter();
        let Some(file) = removed.find(|file| file.id == id) else {
            return Vec::new();
        };
        let mut effects = vec![
            Effect::FocusFiles(Some(id)),
            Effect::Announce(Announcement::FileRestored(file.name.clone())),
        ];
        effects.extend(self.edit_files(Edit::FileRestored(id), context));
        // A file that was added in the meantime may be a duplicate of this one.
        effects.extend(context.draft.check_files(|file| file.id >= id));
        effects
    }

    pub(super) fn use_original(&mut self, id: FileId, context: &mut Context) -> Vec<Effect> {
        let mut files = context.draft.files.iter();
        if !files.any(|file| file.id == id && file.downscaled_from().is_some()) {
            return Vec::new();
        }
        let mut effects = vec![Effect::SwapVersions(id), Effect::FocusFiles(Some(id))];
        effects.extend(self.edit_files(Edit::OriginalSelected(id), context));
        effects
    }

    /// Applies the changes to the files that arrived in an earlier phase.
    pub(super) fn apply_deferred(
        &mut self,
        deferred: DeferredFiles,
        context: &mut Context,
    ) -> Vec<Effect> {
        let mut effects = Vec::new();
        if !deferred.issues.is_empty() {
            effects.extend(self.record_issues(&deferred.issues, context));
        }
        if !deferred.added.is_empty() {
            effects.extend(self.add_files(deferred.added, context));
            effects.extend(self.cancel_retry());
        }
        effects
    }

    /// Records the issues that the file checks found.
    pub(super) fn record_issues(
        &mut self,
        issues: &[(FileId, FileIssue)],
        context: &mut Context,
    ) -> Vec<Effect> {
        let previous_count = self.count_file_problems();
        context.draft.record_issues(issues);
        self.revalidate(Field::Files, context);
        self.announce_rejected(previous_count).into_iter().collect()
    }

    /// Records that an image was downscaled.
    pub(super) fn record_downscaled(
        &mut self,
        id: FileId,
        size: u64,
        context: &mut Context,
    ) -> Vec<Effect> {
        if !context.draft.set_downscaled(id, size) {
            return Vec::new();
        }
        self.revalidate(Field::Files, context);
        let swap = Effect::SwapVersions(id);
        [swap].into_iter().chain(self.cancel_retry()).collect()
    }

    /// Edits the files, and announces the problems that the edit adds.
    fn edit_files(&mut self, edit: Edit, context: &mut Context) -> Option<Effect> {
        let previous_count = self.count_file_problems();
        let field = context.draft.edit(edit);
        self.revalidate(field, context);
        self.announce_rejected(previous_count)
    }

    pub(super) fn count_file_problems(&self) -> usize {
        let problems = self.problems.iter();
        problems.filter(|p| p.field == Field::Files).count()
    }

    pub(super) fn announce_rejected(&self, previous_count: usize) -> Option<Effect> {
        let added = self.count_file_problems().saturating_sub(previous_count);
        (added > 0).then_some(Effect::Announce(Announcement::FilesRejected(added)))
    }

    /// Checks the duplicates of a file that was removed: they may be duplicates of each other.
    fn recheck_duplicates_of(&mut self, id: FileId, context: &mut Context) -> Option<Effect> {
        let mut duplicates = Vec::new();
        for file in &mut context.draft.files {
            if file.issue == Some(FileIssue::Duplicate(id)) {
                file.issue = None;
                duplicates.push(file.id);
            }
        }
        if duplicates.is_empty() {
            return None;
        }
        self.revalidate(Field::Files, context);
        context
            .draft
            .check_files(|file| duplicates.contains(&file.id))
    }
}

/// Requests the downscaling of images, if the rules limit their size.
pub(super) fn start_downscale(added: &mut [SelectedFile], rules: &Rules) -> Option<Effect> {
    let megapixels = rules.downscale_above_megapixels?;
    let mut files = Vec::new();
    for file in added.iter_mut().filter(|file| file.issue.is_none()) {
        if let Some(media_type) = reencodable_media_type(&file.name) {
            file.downscale = Downscale::Pending;
            files.push((file.id, media_type));
        }
    }
    (!files.is_empty()).then_some(Effect::Downscale { files, megapixels })
}
