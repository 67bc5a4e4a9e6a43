//! Conversion of drafts and files to their stored form, and back.

use super::{Downscale, Draft, Edit, FileId, FileIssue, Preparation, SelectedFile};
use crate::drafts::{SavedDraft, SavedFile};
use crate::rules::{FieldKind, Rules};
use crate::ticket::{CustomFieldAnswers, FieldId};

impl Draft {
    /// Converts the draft for storage, without passwords. `added` are files that are not in the draft
    /// yet. A signed-in client's name and email address come from the token, so they are omitted.
    pub(super) fn to_saved(&self, added: &[SelectedFile], rules: &Rules) -> SavedDraft {
        let guest = rules.requester.is_none().then_some(self);
        let own = self.files.iter().filter_map(|file| file.to_saved(false));
        let added = added.iter().filter_map(|file| file.to_saved(true));
        SavedDraft {
            name: guest.map(|guest| guest.name.clone()).unwrap_or_default(),
            email: guest.map(|guest| guest.email.clone()).unwrap_or_default(),
            department: self.department,
            related: self.related,
            priority: Some(self.priority),
            subject: self.subject.clone(),
            message: self.message.clone(),
            answers: savable_answers(&self.answers, rules),
            files: own.chain(added).collect(),
            ..SavedDraft::default()
        }
    }

    /// Converts a stored draft. Choices that the rules do not offer, and the guest's values that the
    /// stored draft lacks, are taken from the prefilled draft.
    pub(super) fn from_saved(saved: SavedDraft, prefilled: &Self, rules: &Rules) -> Self {
        let mut draft = Self {
            name: prefilled.name.clone(),
            email: prefilled.email.clone(),
            department: saved.department.or(prefilled.department),
            related: saved.related,
            priority: saved.priority.unwrap_or(prefilled.priority),
            files: saved
                .files
                .into_iter()
                .map(SelectedFile::from_saved)
                .collect(),
            ..Self::default()
        };
        let is_guest = rules.requester.is_none();
        if is_guest && !saved.name.is_empty() {
            draft.edit(Edit::Name(saved.name));
        }
        if is_guest && !saved.email.is_empty() {
            draft.edit(Edit::Email(saved.email));
        }
        draft.edit(Edit::Subject(saved.subject));
        draft.message = normalize_line_breaks(&saved.message);
        draft.answers = offered_answers(&saved.answers, rules);
        draft.reset_unavailable_choices(prefilled, rules);
        draft
    }

    /// Returns `true` if all fields apart from the files have the same values.
    pub(super) fn has_same_fields(&self, other: &Self) -> bool {
        self.department == other.department
            && self.related == other.related
            && self.priority == other.priority
            && self.name == other.name
            && self.email == other.email
            && self.subject == other.subject
            && self.message == other.message
            && self.answers == other.answers
    }
}

/// Answers to store: answers to known fields that are not passwords.
fn savable_answers(answers: &CustomFieldAnswers, rules: &Rules) -> CustomFieldAnswers {
    let is_savable = |id: FieldId| {
        let field = rules.custom_field(id);
        field.is_some_and(|field| field.kind != FieldKind::Password)
    };
    answers.iter().filter(|(id, _)| is_savable(*id)).collect()
}

/// Stored answers without passwords and options that are not offered.
fn offered_answers(answers: &CustomFieldAnswers, rules: &Rules) -> CustomFieldAnswers {
    let is_offered = |id: FieldId, answer: &str| {
        rules
            .custom_field(id)
            .is_none_or(|field| match &field.kind {
                FieldKind::Password => false,
                FieldKind::DropDown(options) => {
                    answer.is_empty() || options.iter().any(|option| option == answer)
                }
                FieldKind::TickBox => answer.is_empty() || field.validate(answer).is_none(),
                FieldKind::Text | FieldKind::Link | FieldKind::TextArea => true,
            })
    };
    let answers = answers.iter();
    answers
        .filter(|(id, answer)| is_offered(*id, answer))
        .collect()
}

/// Line breaks as a text area normalizes them (HTML, "API value").
fn normalize_line_breaks(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

impl SelectedFile {
    /// Converts the file for storage; `None` for a folder, which has no bytes.
    fn to_saved(&self, is_added_since_submission: bool) -> Option<SavedFile> {
        let is_stored = match self.issue {
            Some(FileIssue::Package | FileIssue::FolderEmpty | FileIssue::FolderTooFull(_)) => {
                return None;
            }
            Some(FileIssue::Unreadable | FileIssue::NotStored) => false,
            Some(FileIssue::Duplicate(_)) | None => true,
        };
        Some(SavedFile {
            id: self.id.0,
            name: self.name.clone(),
            original_name: self.original_name.clone(),
            size: self.size,
            media_type: self.media_type.clone(),
            original_size: self.downscaled_from(),
            is_converted: self.preparation == Preparation::Converted,
            is_prepared: self.downscale != Downscale::Pending && !self.preparation.is_pending(),
            is_stored,
            is_added_since_submission,
        })
    }

    /// Converts a stored file. One that was not prepared is [pending](Downscale::Pending).
    fn from_saved(saved: SavedFile) -> Self {
        let preparation = match saved.is_converted {
            true => Preparation::Converted,
            false => Preparation::None,
        };
        let file = Self {
            id: FileId(saved.id),
            name: saved.name,
            size: saved.size,
            original_name: saved.original_name,
            media_type: saved.media_type,
            issue: None,
            downscale: Downscale::None,
            preparation,
        };
        match (saved.is_stored, saved.is_prepared, saved.original_size) {
            // The file has to be chosen again, so the size of the original counts.
            (false, _, original_size) => Self {
                size: original_size.unwrap_or(saved.size),
                issue: Some(FileIssue::NotStored),
                ..file
            },
            (true, false, _) => Self {
                downscale: Downscale::Pending,
                ..file
            },
            (true, true, Some(original_size)) => Self {
                downscale: Downscale::Done { original_size },
                ..file
            },
            (true, true, None) => file,
        }
    }

    /// Returns `true` if this file is the one to choose again: it has the original name and the size
    /// of a file that was not stored. The size of an image before its conversion is not known.
    pub(super) fn replaces(&self, missing: &Self) -> bool {
        let original_name = |file: &'_ Self| {
            let original = file.original_name.clone();
            original.unwrap_or_else(|| file.name.as_str().to_owned())
        };
        let is_converted = missing.preparation == Preparation::Converted;
        missing.issue == Some(FileIssue::NotStored)
            && original_name(self) == original_name(missing)
            && (is_converted || self.size == missing.size)
    }
}
