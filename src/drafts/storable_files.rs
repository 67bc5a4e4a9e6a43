//! Files whose bytes may be stored with a draft.

use super::SavedFile;

/// Maximum size of a stored file, in bytes: 10 MB.
pub const MAX_STORED_FILE: u64 = 10_000_000;

/// Maximum size of all stored files of a draft, in bytes: 50 MB.
pub const MAX_STORED_TOTAL: u64 = 50_000_000;

/// A file whose bytes may be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StorableFile {
    /// Id of the file.
    pub id: u32,
    /// `true` if the original of a downscaled image may be stored, too.
    pub has_original: bool,
}

/// Returns the files whose bytes may be stored. The versions to send come first, in the order of the
/// files; the originals of downscaled images get the remaining space.
#[must_use]
pub fn storable_files(files: &[SavedFile]) -> Vec<StorableFile> {
    let mut total = 0_u64;
    let mut fits = |size: u64| {
        let is_fitting = size <= MAX_STORED_FILE && total.saturating_add(size) <= MAX_STORED_TOTAL;
        if is_fitting {
            total += size;
        }
        is_fitting
    };
    let current: Vec<&SavedFile> = files
        .iter()
        .filter(|file| file.is_stored && fits(file.size))
        .collect();
    let storable = current.into_iter().map(|file| StorableFile {
        id: file.id,
        has_original: file.original_size.is_some_and(&mut fits),
    });
    storable.collect()
}
