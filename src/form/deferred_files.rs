//! Files that are added or checked while the draft cannot change.

use super::{Edit, Event, FileId, FileIssue, SelectedFile};

/// Changes to the files that arrived while a ticket was being sent, looked up or confirmed. A large
/// folder takes time to read, so its files may arrive after Send was pressed and must not be lost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DeferredFiles {
    /// Files that were added.
    pub added: Vec<SelectedFile>,
    /// Issues that the file checks found.
    pub issues: Vec<(FileId, FileIssue)>,
}

impl DeferredFiles {
    /// Stores the change that an event makes to the files; ignores any other event.
    pub(super) fn store(&mut self, event: Event) {
        match event {
            Event::Edited(Edit::FilesAdded(files)) => self.added.extend(files),
            Event::FilesChecked(issues) => self.issues.extend(issues),
            _ => {}
        }
    }
}
