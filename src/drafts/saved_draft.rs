//! Stored draft, without its encoding.

use crate::ticket::{
    CustomFieldAnswers, DepartmentId, FileName, IdempotencyKey, Priority, Related,
};

/// Stored draft: the values of all fields except passwords, and the list of its files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedDraft {
    /// Time at which it was saved, in milliseconds since 1970.
    pub saved_at: u64,
    /// Name of a guest. Empty for a signed-in client.
    pub name: String,
    /// Email address of a guest. Empty for a signed-in client.
    pub email: String,
    /// Department.
    pub department: Option<DepartmentId>,
    /// Related service or domain.
    pub related: Option<Related>,
    /// Priority. Default: the default priority of the rules.
    pub priority: Option<Priority>,
    /// Subject.
    pub subject: String,
    /// Message, as Markdown.
    pub message: String,
    /// Answers to custom fields, without passwords.
    pub answers: CustomFieldAnswers,
    /// Files, in the order of their ids, which are unique.
    pub files: Vec<SavedFile>,
    /// Key of a submission whose outcome is unknown.
    pub submission: Option<IdempotencyKey>,
    /// `true` if the draft has changed since that submission: the ticket that it may have opened
    /// does not contain all of the draft.
    pub is_changed_since_submission: bool,
}

/// A file of a saved draft. Its bytes are stored separately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFile {
    /// Id of the file in its form, below 2³¹.
    pub id: u32,
    /// Sanitized name.
    pub name: FileName,
    /// Name before it was sanitized or replaced, if it differs.
    pub original_name: Option<String>,
    /// Size of the version to send, in bytes.
    pub size: u64,
    /// Media type in lower case; empty if unknown.
    pub media_type: String,
    /// Size of the original, in bytes, if the version to send is a downscaled image.
    pub original_size: Option<u64>,
    /// `true` if the image was converted to JPEG.
    pub is_converted: bool,
    /// `false` if the file was still being prepared: its preparation starts again.
    pub is_prepared: bool,
    /// `true` if its bytes are available. Otherwise the file has to be chosen again.
    pub is_stored: bool,
    /// `true` if it was added after the draft was submitted.
    pub is_added_since_submission: bool,
}
