//! Decoding of a draft. Invalid values are dropped, so a damaged draft keeps its valid values.

use super::bounded_json::parse_bounded;
use super::draft_as_text::recover_text;
use super::encode::TYPE;
use super::migration::migrate;
use super::{SavedDraft, SavedFile};
use crate::ticket::{
    CustomFieldAnswers, DepartmentId, FieldId, FileName, IdempotencyKey, Priority, Related,
};
use serde_json::Value;
use std::fmt;

/// Maximum number of files. Far above the limits of all sites.
const MAX_FILES: usize = 1_000;

/// Maximum size of a file, in bytes, so that the sum of all sizes fits into 64 bits. Larger sizes
/// are replaced by this one, which no site accepts.
const MAX_SIZE: u64 = 1 << 40;

/// Maximum id of a file: later ids are larger, and must not overflow.
const MAX_ID: u32 = u32::MAX / 2;

/// Error for a draft that cannot be decoded.
#[derive(Clone, PartialEq, Eq)]
pub enum DecodeError {
    /// The version is unknown or the draft is damaged, but it contains readable text: the subject,
    /// message and answers, as plain text.
    PlainText(String),
    /// The text is not a draft.
    Unreadable,
}

/// Omits the user's text.
impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PlainText(_) => "PlainText",
            Self::Unreadable => "Unreadable",
        })
    }
}

impl SavedDraft {
    /// Decodes a draft of this or an earlier version.
    ///
    /// # Errors
    /// Returns [`DecodeError`] if the text is not JSON, not a draft, or of an unknown version.
    pub fn decode(text: &str) -> Result<Self, DecodeError> {
        let recovered =
            || recover_text(text).map_or(DecodeError::Unreadable, DecodeError::PlainText);
        let value = parse_bounded(text).ok_or_else(recovered)?;
        if value["type"] != TYPE {
            return Err(DecodeError::Unreadable);
        }
        let draft = migrate(value).ok_or_else(recovered)?;
        Ok(Self {
            saved_at: draft["saved_at"].as_u64().unwrap_or_default(),
            name: text_of(&draft["name"]),
            email: text_of(&draft["email"]),
            department: number(&draft["department"]).and_then(DepartmentId::new),
            related: draft["related"].as_str().and_then(Related::parse),
            priority: draft["priority"].as_str().and_then(Priority::parse),
            subject: text_of(&draft["subject"]),
            message: text_of(&draft["message"]),
            answers: decode_answers(&draft["answers"]),
            files: decode_files(&draft["files"]),
            submission: draft["submission"].as_str().and_then(IdempotencyKey::parse),
            // Without this value, the draft is kept even if a ticket was opened.
            is_changed_since_submission: draft["is_changed_since_submission"] != false,
        })
    }
}

fn decode_answers(answers: &Value) -> CustomFieldAnswers {
    let answers = answers.as_object().into_iter().flatten();
    answers
        .filter_map(|(id, answer)| Some((FieldId::new(id.parse().ok()?)?, answer.as_str()?)))
        .collect()
}

fn decode_files(files: &Value) -> Vec<SavedFile> {
    let mut decoded: Vec<SavedFile> = Vec::new();
    for file in files.as_array().into_iter().flatten().take(MAX_FILES) {
        if let Some(file) = decode_file(file)
            && let Err(index) = decoded.binary_search_by_key(&file.id, |other| other.id)
        {
            decoded.insert(index, file);
        }
    }
    decoded
}

fn decode_file(file: &Value) -> Option<SavedFile> {
    let size_of = |value: &Value| Some(value.as_u64()?.min(MAX_SIZE));
    Some(SavedFile {
        id: number(&file["id"]).filter(|id| *id <= MAX_ID)?,
        name: FileName::parse(file["name"].as_str()?).ok()?,
        original_name: file["original_name"].as_str().map(str::to_owned),
        size: size_of(&file["size"])?,
        media_type: text_of(&file["media_type"]).to_ascii_lowercase(),
        original_size: size_of(&file["original_size"]),
        is_converted: file["is_converted"] == true,
        is_prepared: file["is_prepared"] == true,
        is_stored: file["is_stored"] == true,
        is_added_since_submission: file["is_added_since_submission"] == true,
    })
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn number(value: &Value) -> Option<u32> {
    value.as_u64()?.try_into().ok()
}
