//! Encoding of a stored draft.

use super::migration::VERSION;
use super::{SavedDraft, SavedFile};
use crate::ticket::{CustomFieldAnswers, Priority};
use serde::{Serialize, Serializer};

/// Value of the key `type`, which distinguishes a draft from other JSON.
pub(super) const TYPE: &str = "open-ticket-draft";

/// The JSON of a draft. `serde_json::Value` is not used here: its serializer would add the formatting of
/// fractions to the bundle.
#[derive(Serialize)]
struct DraftJson<'a> {
    r#type: &'static str,
    version: u64,
    saved_at: u64,
    name: &'a str,
    email: &'a str,
    department: Option<u32>,
    related: Option<String>,
    priority: Option<&'static str>,
    subject: &'a str,
    #[serde(serialize_with = "serialize_answers")]
    answers: &'a CustomFieldAnswers,
    /// After the shorter texts, which a truncated draft then still contains.
    message: &'a str,
    files: Vec<FileJson<'a>>,
    submission: Option<String>,
    is_changed_since_submission: bool,
}

#[derive(Serialize)]
struct FileJson<'a> {
    id: u32,
    name: &'a str,
    original_name: Option<&'a str>,
    size: u64,
    media_type: &'a str,
    original_size: Option<u64>,
    is_converted: bool,
    is_prepared: bool,
    is_stored: bool,
    is_added_since_submission: bool,
}

impl SavedDraft {
    /// Encodes the draft as one line of JSON.
    #[must_use]
    pub fn encode(&self) -> String {
        let draft = DraftJson {
            r#type: TYPE,
            version: VERSION as u64,
            saved_at: self.saved_at,
            name: &self.name,
            email: &self.email,
            department: self.department.map(|id| id.get()),
            related: self.related.map(|related| related.to_string()),
            priority: self.priority.map(Priority::as_str),
            subject: &self.subject,
            answers: &self.answers,
            message: &self.message,
            files: self.files.iter().map(file_json).collect(),
            submission: self.submission.map(|key| key.to_string()),
            is_changed_since_submission: self.is_changed_since_submission,
        };
        // Serializing these types cannot fail, and neither can writing to a string.
        serde_json::to_string(&draft).unwrap_or_default()
    }
}

fn serialize_answers<S: Serializer>(
    answers: &&CustomFieldAnswers,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(answers.iter().map(|(id, answer)| (id.get(), answer)))
}

fn file_json(file: &SavedFile) -> FileJson<'_> {
    FileJson {
        id: file.id,
        name: file.name.as_str(),
        original_name: file.original_name.as_deref(),
        size: file.size,
        media_type: &file.media_type,
        original_size: file.original_size,
        is_converted: file.is_converted,
        is_prepared: file.is_prepared,
        is_stored: file.is_stored,
        is_added_since_submission: file.is_added_since_submission,
    }
}
