//! Files and folders in the `DataTransfer` of a drop or a paste.

use super::selected_item::{SelectedItem, files_of};
use crate::ticket::{is_package, is_system_file};
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, FileSystemDirectoryEntry};

/// Files and folders of a drop or a paste.
///
/// They must be taken from the `DataTransfer` during the event. Afterwards it is empty.
#[derive(Default)]
pub struct DroppedItems {
    /// Files, and folders that are not read.
    pub items: Vec<SelectedItem>,
    /// Folders to read.
    pub folders: Vec<FileSystemDirectoryEntry>,
}

impl DroppedItems {
    /// Takes the files and folders from a `DataTransfer`.
    #[must_use]
    pub fn from_data_transfer(data: &DataTransfer) -> Self {
        let list = data.items();
        let mut dropped = Self::default();
        for item in (0..list.length()).filter_map(|index| list.get(index)) {
            if item.kind() != "file" {
                continue;
            }
            match item.webkit_get_as_entry().ok().flatten() {
                Some(entry) if entry.is_directory() => dropped.add_folder(entry.unchecked_into()),
                _ => {
                    let file = item.get_as_file().ok().flatten();
                    dropped.items.extend(file.map(SelectedItem::File));
                }
            }
        }
        if dropped.is_empty() {
            let files = data.files().as_ref().map(files_of).unwrap_or_default();
            dropped.items = files.into_iter().map(SelectedItem::File).collect();
        }
        dropped
    }

    /// Returns `true` if there are neither files nor folders.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty() && self.folders.is_empty()
    }

    fn add_folder(&mut self, folder: FileSystemDirectoryEntry) {
        let name = folder.name();
        if is_system_file(&name) {
            self.items
                .push(SelectedItem::SystemFiles { name, count: 1 });
        } else if is_package(&name) {
            self.items.push(SelectedItem::Package(name));
        } else {
            self.folders.push(folder);
        }
    }
}
