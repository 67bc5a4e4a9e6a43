//! A file or folder that was selected, dropped or pasted.

use web_sys::{File, FileList};

/// A file, or an item that cannot be attached.
pub enum SelectedItem {
    /// A file.
    File(File),
    /// Name of a file or folder that cannot be opened.
    Unreadable(String),
    /// Name of a folder that contains no files.
    EmptyFolder(String),
    /// Name of a folder with more entries than [`MAX_FOLDER_ENTRIES`](super::MAX_FOLDER_ENTRIES).
    TooManyFilesInFolder(String),
}

/// Returns the files of a file input.
#[must_use]
pub fn selected_items(list: &FileList) -> Vec<SelectedItem> {
    let files = files_of(list).into_iter();
    files.map(SelectedItem::File).collect()
}

/// Collects a `FileList` into a vector.
pub(super) fn files_of(list: &FileList) -> Vec<File> {
    let files = (0..list.length()).filter_map(|index| list.get(index));
    files.collect()
}
