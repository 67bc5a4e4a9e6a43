//! Encoding of a draft as JSON.

use super::migration::VERSION;
use super::{SavedDraft, SavedFile};
use crate::ticket::{CustomFieldAnswers, Priority};
use serde_json::{Map, Value, json};

/// Value of the key `type`, which distinguishes a draft from other JSON.
pub(super) const TYPE: &str = "open-ticket-draft";

impl SavedDraft {
    /// Encodes the draft as one line of JSON.
    #[must_use]
    pub fn encode(&self) -> String {
        let files: Vec<Value> = self.files.iter().map(encode_file).collect();
        json!({
            "type": TYPE,
            "version": VERSION,
            "saved_at": self.saved_at,
            "name": self.name,
            "email": self.email,
            "department": self.department.map(|id| id.get()),
            "related": self.related.map(|related| related.to_string()),
            "priority": self.priority.map(Priority::as_str),
            "subject": self.subject,
            "message": self.message,
            "answers": encode_answers(&self.answers),
            "files": files,
            "submission": self.submission.map(|key| key.to_string()),
            "is_changed_since_submission": self.is_changed_since_submission,
        })
        .to_string()
    }
}

fn encode_answers(answers: &CustomFieldAnswers) -> Map<String, Value> {
    let answers = answers.iter();
    answers
        .map(|(id, answer)| (id.to_string(), answer.into()))
        .collect()
}

fn encode_file(file: &SavedFile) -> Value {
    json!({
        "id": file.id,
        "name": file.name.as_str(),
        "original_name": file.original_name,
        "size": file.size,
        "media_type": file.media_type,
        "original_size": file.original_size,
        "is_converted": file.is_converted,
        "is_prepared": file.is_prepared,
        "is_stored": file.is_stored,
        "is_added_since_submission": file.is_added_since_submission,
    })
}
