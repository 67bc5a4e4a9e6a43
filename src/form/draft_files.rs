//! Files of the draft: validation, possible duplicates, downscaled versions, and the release of
//! removed files.

use super::{Downscale, Draft, Effect, FileCheck, FileId, FileIssue, SelectedFile};
use crate::rules::Rules;
use crate::ticket::{Field, Problem, Violation};
use std::mem;

impl Draft {
    /// Validates the files. A file that itself violates a rule cannot be sent, so it does not count
    /// towards the limits of all files together.
    #[must_use]
    pub fn validate_files(&self, rules: &Rules) -> Vec<Problem> {
        let limits = &rules.limits;
        let (mut violations, mut valid) = (Vec::new(), Vec::new());
        for file in &self.files {
            match file.validate(limits) {
                Some(violation) => violations.push(violation),
                // A conversion changes the size.
                None if file.preparation.is_pending() => {}
                None => valid.push((&file.name, file.size)),
            }
        }
        let total = valid
            .iter()
            .fold(0_u64, |sum, (_, size)| sum.saturating_add(*size));
        violations.extend(limits.validate_file_totals(valid.len(), total));
        if total <= limits.total_bytes {
            let answers = self.visible_answers(rules);
            let text_fields = self.text_fields(rules, &answers);
            violations.extend(limits.validate_files_with_text(&text_fields, &valid));
        }
        let problem = |violation| Problem::new(Field::Files, violation);
        violations.into_iter().map(problem).collect()
    }

    /// Violation of a server's size limit for a request with files. `limit`: in bytes, if known.
    pub(super) fn files_too_large(&self, limit: Option<u64>) -> Violation {
        let size = self.total_file_size();
        Violation::FilesTooLarge {
            size,
            // A file takes 16/9 of its bytes in a request: base64 of JSON of base64.
            limit: limit.map_or(size, |limit| limit / 16 * 9),
        }
    }

    /// Violation of a server's limit for a request without files. The limit includes more than the
    /// message, so it is not stated.
    pub(super) fn message_too_large(&self) -> Violation {
        let size = self.message.len() as u64;
        Violation::TextTooLarge { size, limit: size }
    }

    /// Earlier files that this one may be a duplicate of: they have the same name and size.
    fn duplicate_candidates(&self, file: &SelectedFile) -> Vec<FileId> {
        let earlier = self
            .files
            .iter()
            .filter(|other| other.id < file.id && other.issue != Some(FileIssue::NotStored));
        let candidates = earlier.filter(|other| {
            other.name == file.name && other.original_size() == file.original_size()
        });
        candidates.map(|other| other.id).collect()
    }

    /// Requests the checks of some files. A file that already has an issue is not checked: it may be
    /// a folder, which has no bytes.
    pub(super) fn check_files(
        &self,
        is_selected: impl Fn(&SelectedFile) -> bool,
    ) -> Option<Effect> {
        let files = self.files.iter();
        let files = files.filter(|file| file.issue.is_none() && is_selected(file));
        let checks: Vec<FileCheck> = files
            .map(|file| FileCheck {
                file: file.id,
                candidates: self.duplicate_candidates(file),
            })
            .collect();
        (!checks.is_empty()).then_some(Effect::CheckFiles(checks))
    }

    /// Records the issues that the file checks found.
    pub(super) fn record_issues(&mut self, issues: &[(FileId, FileIssue)]) {
        let files = &mut self.files;
        for (id, issue) in issues {
            let applies = match issue {
                // If the other file was removed in the meantime, this is the only copy.
                FileIssue::Duplicate(other) => files.iter().any(|file| file.id == *other),
                _ => true,
            };
            if let Some(file) = files.iter_mut().find(|file| file.id == *id && applies) {
                file.issue = Some(*issue);
            }
        }
    }

    /// Size of all files, in bytes.
    #[must_use]
    pub fn total_file_size(&self) -> u64 {
        self.files.iter().map(|file| file.size).sum()
    }

    /// Listed file, in the draft or removed.
    pub(super) fn listed_file(&self, id: FileId) -> Option<&SelectedFile> {
        let mut listed = self.files.iter().chain(&self.removed);
        listed.find(|file| file.id == id)
    }

    pub(super) fn listed_file_mut(&mut self, id: FileId) -> Option<&mut SelectedFile> {
        let mut listed = self.files.iter_mut().chain(&mut self.removed);
        listed.find(|file| file.id == id)
    }

    /// Deletes a removed file, which can then no longer be restored.
    pub(super) fn release_removed_file(&mut self, id: FileId) -> Option<Effect> {
        let index = self.removed.iter().position(|file| file.id == id)?;
        let file = self.removed.remove(index);
        Some(Effect::ReleaseFile(file.id))
    }

    /// Deletes all removed files.
    pub(super) fn release_removed_files(&mut self) -> Vec<Effect> {
        let files = mem::take(&mut self.removed).into_iter();
        files.map(|file| Effect::ReleaseFile(file.id)).collect()
    }

    /// Returns `true` while an image is being downscaled, or a file that needs another name is
    /// being prepared.
    pub(super) fn is_preparing_files(&self) -> bool {
        let mut files = self.files.iter();
        files.any(|file| file.downscale == Downscale::Pending || file.preparation.is_pending())
    }

    /// Ends the downscaling of an image. Returns `true` if it was pending.
    pub(super) fn end_downscale(&mut self, id: FileId) -> bool {
        let file = self.listed_file_mut(id);
        let Some(file) = file.filter(|file| file.downscale == Downscale::Pending) else {
            return false;
        };
        file.downscale = Downscale::None;
        true
    }

    /// Uses the downscaled version of an image, of this size in bytes. Returns `false` if it is
    /// already used, or if the file is no longer listed.
    pub(super) fn set_downscaled(&mut self, id: FileId, size: u64) -> bool {
        let file = self.listed_file_mut(id);
        let Some(file) = file.filter(|file| file.downscaled_from().is_none()) else {
            return false;
        };
        let original_size = mem::replace(&mut file.size, size);
        file.downscale = Downscale::Done { original_size };
        true
    }
}
