//! Files and folders in the `DataTransfer` of a drop or a paste.

use super::dropped_folder::read_folder;
use super::selected_item::{SelectedItem, files_of};
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, File, FileSystemDirectoryEntry};

/// Files and folders of a drop or a paste.
///
/// They must be taken from the `DataTransfer` during the event. Afterwards it is empty.
pub struct DroppedItems {
    files: Vec<File>,
    folders: Vec<FileSystemDirectoryEntry>,
}

impl DroppedItems {
    /// Takes the files and folders from a `DataTransfer`.
    #[must_use]
    pub fn from_data_transfer(data: &DataTransfer) -> Self {
        let items = data.items();
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        for item in (0..items.length()).filter_map(|index| items.get(index)) {
            if item.kind() != "file" {
                continue;
            }
            match item.webkit_get_as_entry().ok().flatten() {
                Some(entry) if entry.is_directory() => folders.push(entry.unchecked_into()),
                _ => files.extend(item.get_as_file().ok().flatten()),
            }
        }
        if files.is_empty() && folders.is_empty() {
            files = data.files().as_ref().map(files_of).unwrap_or_default();
        }
        Self { files, folders }
    }

    /// Returns `true` if there are neither files nor folders.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.folders.is_empty()
    }

    /// Returns `true` if there is no folder. The files of folders can only be read asynchronously.
    #[must_use]
    pub fn has_only_files(&self) -> bool {
        self.folders.is_empty()
    }

    /// Returns the files, without those in folders.
    #[must_use]
    pub fn into_files(self) -> Vec<SelectedItem> {
        self.files.into_iter().map(SelectedItem::File).collect()
    }

    /// Returns the files, followed by the files of each folder in natural order.
    pub async fn expand_folders(self) -> Vec<SelectedItem> {
        let mut items: Vec<_> = self.files.into_iter().map(SelectedItem::File).collect();
        for folder in self.folders {
            items.extend(read_folder(folder).await);
        }
        items
    }
}
