//! A file or folder that was selected, dropped or pasted.

use web_sys::{File, FileList};

/// A file, or an item that cannot be attached.
pub enum SelectedItem {
    /// A file.
    File(File),
    /// Name of a file or folder that cannot be opened.
    Unreadable(String),
    /// Name of a folder that macOS shows as one file.
    Package(String),
    /// Name of a folder that contains no files.
    EmptyFolder(String),
    /// Name of a folder with more entries than [`MAX_FOLDER_ENTRIES`](super::MAX_FOLDER_ENTRIES).
    TooManyFilesInFolder(String),
    /// System files, which are skipped.
    SystemFiles {
        /// Name of the first one.
        name: String,
        /// Number of files and folders.
        count: usize,
    },
}

impl SelectedItem {
    /// Counts a system file.
    pub(super) fn count_system_file(counted: &mut Option<Self>, name: String) {
        match counted {
            Some(Self::SystemFiles { count, .. }) => *count += 1,
            _ => *counted = Some(Self::SystemFiles { name, count: 1 }),
        }
    }
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
