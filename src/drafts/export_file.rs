//! The file to which a draft is exported: one line of JSON, then the bytes of the files.
//!
//! Both versions of a downscaled image are exported, the one to send first. Their bytes are not
//! encoded, so a page can create and read the file with `Blob`s, without copying them.

use super::decode::DecodeError;
use super::draft_as_text::recover_text;
use super::{SavedDraft, SavedFile};
use std::ops::Range;

/// Maximum length of the first line, in bytes: 8 MiB.
pub const MAX_EXPORT_HEADER: usize = 8 << 20;

/// Positions of one file's bytes in an exported file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilePart {
    /// Id of the file.
    pub id: u32,
    /// Position of the version to send.
    pub current: Range<u64>,
    /// Position of the original, if the version to send is a downscaled image.
    pub original: Option<Range<u64>>,
}

/// A draft that was read from an exported file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedDraft {
    /// The draft. Files whose bytes are missing are not [stored](SavedFile::is_stored).
    pub draft: SavedDraft,
    /// Positions of the bytes of all stored files, in their order.
    pub parts: Vec<FilePart>,
}

/// Encodes the first line of an exported file, with its line break. The bytes of the
/// [parts](export_parts) follow it. The key of a submission is omitted: it is a secret, and another
/// device cannot know that the submission has ended.
#[must_use]
pub fn export_header(draft: &SavedDraft) -> String {
    let exported = SavedDraft {
        submission: None,
        is_changed_since_submission: false,
        ..draft.clone()
    };
    exported.encode() + "\n"
}

/// Returns the parts to append to a header of this length, in bytes: all stored files, each followed
/// by its original.
#[must_use]
pub fn export_parts(draft: &SavedDraft, header_length: u64) -> Vec<FilePart> {
    let mut end = header_length;
    let mut next = |size: u64| {
        let start = end;
        end = end.saturating_add(size);
        start..end
    };
    let stored = draft.files.iter().filter(|file| file.is_stored);
    let parts = stored.map(|file| FilePart {
        id: file.id,
        current: next(file.size),
        original: file.original_size.map(&mut next),
    });
    parts.collect()
}

/// Parses the first line of an exported file from its first [`MAX_EXPORT_HEADER`] bytes. A truncated
/// file loses only the files whose bytes are missing. `total` is the length of the file, in bytes.
///
/// # Errors
/// Returns [`DecodeError`] if the first line is not a draft, or too long.
pub fn parse_export_header(head: &[u8], total: u64) -> Result<ImportedDraft, DecodeError> {
    let head = &head[..head.len().min(MAX_EXPORT_HEADER)];
    let Some(length) = head.iter().position(|byte| *byte == b'\n') else {
        let recovered = recover_text(&String::from_utf8_lossy(head));
        return Err(recovered.map_or(DecodeError::Unreadable, DecodeError::PlainText));
    };
    let mut draft = SavedDraft::decode(&String::from_utf8_lossy(&head[..length]))?;
    draft.submission = None;
    draft.is_changed_since_submission = false;
    let mut parts = export_parts(&draft, length as u64 + 1);
    for part in &mut parts {
        let Some(file) = draft.files.iter_mut().find(|file| file.id == part.id) else {
            continue;
        };
        let is_present = |range: &Range<u64>| range.end <= total;
        if !part.original.as_ref().is_none_or(is_present) {
            part.original = None;
            file.original_size = None;
        }
        file.is_stored = is_present(&part.current);
    }
    let is_stored = |part: &FilePart| {
        let mut files = draft.files.iter();
        files.any(|file: &SavedFile| file.id == part.id && file.is_stored)
    };
    parts.retain(is_stored);
    Ok(ImportedDraft { draft, parts })
}
