//! Values that the views and the effect runner read from the form.

use super::{Edit, Event, FileId, Form, Phase, Progress, SelectedFile};
use crate::ticket::{Field, FileName, Problem, SendError, Violation};

impl Form {
    /// Current problems, in the order of the fields.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        match self.phase() {
            Phase::Editing(editing) => &editing.problems,
            _ => &[],
        }
    }

    /// First violation at a field, if there is one.
    #[must_use]
    pub fn violation(&self, field: Field) -> Option<&Violation> {
        let mut problems = self.problems().iter();
        let problem = problems.find(|problem| problem.field == field)?;
        Some(&problem.violation)
    }

    /// Returns `true` if the last submission was rejected, failed or was cancelled. Before that,
    /// only files are validated, and their problems are shown in the file list alone.
    #[must_use]
    pub fn was_rejected(&self) -> bool {
        self.rejection().is_some()
    }

    /// Returns the number of submissions in a row that were rejected before the last one, if that was
    /// rejected, too. Two rejections in a row in the same phase have different numbers.
    #[must_use]
    pub fn rejection(&self) -> Option<u32> {
        match self.phase() {
            Phase::Editing(editing) => Some(editing.rejection.as_ref()?.previous),
            _ => None,
        }
    }

    /// Returns `true` if the user has written no message: it is blank, or the department's template.
    #[must_use]
    pub fn has_blank_message(&self) -> bool {
        self.rules()
            .is_none_or(|rules| self.draft().has_blank_message(rules))
    }

    /// Returns `true` if the user cancelled the last submission.
    #[must_use]
    pub fn was_cancelled(&self) -> bool {
        match self.phase() {
            Phase::Editing(editing) => {
                let rejection = editing.rejection.as_ref();
                rejection.is_some_and(|rejection| rejection.is_cancelled)
            }
            _ => false,
        }
    }

    /// Reason why the last submission failed, if it concerns no field; or why the rules
    /// could not be loaded.
    #[must_use]
    pub fn failure(&self) -> Option<&SendError> {
        match self.phase() {
            Phase::Unavailable(error) => Some(error),
            Phase::Editing(editing) => Some(&editing.failure()?.error),
            _ => None,
        }
    }

    /// Returns `true` if the draft has content that is not in the opened ticket: the ticket was
    /// opened by an earlier submission, and later changes were kept.
    #[must_use]
    pub fn has_unsent_changes(&self) -> bool {
        match self.phase() {
            Phase::Opened(confirmation) => {
                self.draft().has_content() || confirmation.has_deferred_files()
            }
            _ => false,
        }
    }

    /// Returns `true` if an event changes the message and nothing else, as most key presses do:
    /// views of anything else need no update.
    #[must_use]
    pub fn changes_only_message(&self, event: &Event) -> bool {
        matches!(event, Event::Edited(Edit::Message(_)))
            && self.problems().is_empty()
            && self.seconds_until_retry().is_none()
    }

    /// URL of the opened ticket.
    #[must_use]
    pub fn ticket_link(&self) -> Option<String> {
        match (self.phase(), self.rules()) {
            (Phase::Opened(confirmation), Some(rules)) => {
                let ticket = confirmation.ticket();
                rules.ticket_link(ticket.number(), ticket.access_code())
            }
            _ => None,
        }
    }

    /// Returns `true` while [`Event::Ticked`] is needed, once per second.
    #[must_use]
    pub fn needs_ticks(&self) -> bool {
        matches!(self.phase(), Phase::Sending(_)) || self.seconds_until_retry().is_some()
    }

    /// Seconds until the automatic retry, if there is one. Stays at 0 while the browser reports
    /// that it has no network.
    #[must_use]
    pub fn seconds_until_retry(&self) -> Option<u32> {
        match self.phase() {
            Phase::Editing(editing) => editing.seconds_until_retry(),
            _ => None,
        }
    }

    /// Returns `true` if the upload has made no progress for ten seconds.
    #[must_use]
    pub const fn is_stalled(&self) -> bool {
        match self.phase() {
            Phase::Sending(sending) => sending.is_stalled(),
            _ => false,
        }
    }

    /// Progress of one file; `None` while no ticket is being sent.
    #[must_use]
    pub fn file_progress(&self, file: FileId) -> Option<Progress> {
        let Phase::Sending(sending) = self.phase() else {
            return None;
        };
        let files = &self.draft().files;
        let index = files.iter().position(|other| other.id == file)?;
        let offset = files[..index].iter().map(|other| other.size).sum();
        Some(sending.progress().of_file(offset, files[index].size))
    }

    /// Files as listed: their ids, and `true` for each that is in the draft. Removed files that can
    /// be restored keep their position.
    #[must_use]
    pub fn listed_files(&self) -> Vec<(FileId, bool)> {
        let files = self.draft().files.iter().map(|file| (file.id, true));
        let mut listed: Vec<_> = files.collect();
        for removed in &self.draft().removed {
            let index = listed.partition_point(|(id, _)| *id < removed.id);
            listed.insert(index, (removed.id, false));
        }
        listed
    }

    /// Listed file, in the draft or removed.
    #[must_use]
    pub fn file(&self, id: FileId) -> Option<&SelectedFile> {
        self.draft().listed_file(id)
    }

    /// Violation of a listed file, if there is one.
    #[must_use]
    pub fn file_violation(&self, id: FileId) -> Option<Violation> {
        let file = self.file(id)?;
        let violation = file.validate(&self.rules()?.limits);
        violation.or_else(|| self.violation_since_validation(&file.name))
    }

    /// Violation that only the submission can find: the file was changed, moved or deleted.
    fn violation_since_validation(&self, file: &FileName) -> Option<Violation> {
        let mut violations = self.problems().iter().map(|problem| &problem.violation);
        let gone = violations.find(|violation| match violation {
            Violation::FileGone { name } => name == file,
            _ => false,
        });
        gone.cloned()
    }
}
