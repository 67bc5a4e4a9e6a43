//! The files of a stored or loaded draft, added to the files of the form.

use crate::drafts::{FilePart, SavedDraft, SavedFile};
use crate::form::FileId;
use crate::ui::platform::{StoredFile, file_part, file_size};
use crate::ui::runtime::selected_files::{SelectedFiles, Versions};
use std::ops::Range;
use web_sys::File;

/// Adds the versions that `find` returns to the files of the form. A file whose id is in use gets
/// another id, and a file without a version has to be chosen again.
pub fn add_files(
    draft: &mut SavedDraft,
    files: SelectedFiles,
    mut find: impl FnMut(&SavedFile) -> Option<Versions>,
) {
    for saved in &mut draft.files {
        let versions = find(saved);
        saved.is_stored = versions.is_some();
        if versions
            .as_ref()
            .is_none_or(|(_, original)| original.is_none())
            && saved.is_stored
        {
            saved.original_size = None;
        }
        if let Some(FileId(id)) = files.restore(FileId(saved.id), versions) {
            saved.id = id;
        }
    }
}

/// Returns the versions of a stored file if it is the one that the draft describes.
pub fn stored_versions(saved: &SavedFile, stored: &StoredFile) -> Option<Versions> {
    let is_same = file_size(&stored.file) == saved.size;
    let original = stored.alternative.clone();
    let original = original.filter(|file| Some(file_size(file)) == saved.original_size);
    is_same.then(|| (stored.file.clone(), original))
}

/// Returns the versions of a file of an exported draft.
pub fn exported_versions(saved: &SavedFile, export: &File, part: &FilePart) -> Option<Versions> {
    let (name, media_type) = (saved.name.as_str(), saved.media_type.as_str());
    let version = |range: &Range<u64>| {
        let size = range.end.checked_sub(range.start)?;
        file_part(export, range.start, size, name, media_type)
    };
    let original = part.original.as_ref().and_then(version);
    Some((version(&part.current)?, original))
}
