//! The selected files by id. The form's state has their names, sizes and media types; their bytes
//! stay in the browser.

use crate::form::{FileId, FileIssue, SelectedFile};
use crate::ui::platform::{self, MAX_FOLDER_ENTRIES, SelectedItem};
use leptos::prelude::{LocalStorage, StoredValue, UpdateValue, WithValue};
use web_sys::File;

/// Handle to the selected files. Its methods have no effect after the form is unmounted.
#[derive(Clone, Copy)]
pub struct SelectedFiles(StoredValue<Files, LocalStorage>);

/// A file and, if it is an image with two versions, the other one.
pub type Versions = (File, Option<File>);

#[derive(Default)]
struct Files {
    selected: FileMap,
    /// The other version of a downscaled image: the original, or the downscaled one.
    alternatives: FileMap,
    last_id: u32,
}

impl SelectedFiles {
    /// Creates an empty store.
    pub fn new() -> Self {
        Self(StoredValue::new_local(Files::default()))
    }

    /// Adds files, and returns their ids, names, sizes and media types.
    pub fn add(self, items: Vec<SelectedItem>) -> Vec<SelectedFile> {
        let added = self.0.try_update_value(|files| {
            let add = |item| files.add(item);
            items.into_iter().filter_map(add).collect()
        });
        added.unwrap_or_default()
    }

    /// Adds text as a file; `None` if the browser cannot create one.
    pub fn add_text(self, name: &str, text: &str) -> Option<SelectedFile> {
        let file = platform::text_file(name, text)?;
        self.0
            .try_update_value(|files| files.add(SelectedItem::File(file)))?
    }

    /// Returns a file.
    pub fn get(self, id: FileId) -> Option<File> {
        self.0
            .try_with_value(|files| files.selected.get(id).cloned())?
    }

    /// Returns both versions of a file.
    pub fn versions(self, id: FileId) -> Option<Versions> {
        self.0.try_with_value(|files| {
            let selected = files.selected.get(id).cloned()?;
            Some((selected, files.alternatives.get(id).cloned()))
        })?
    }

    /// Adds a file of a stored draft, with its other version. Keeps its id if that is above all
    /// others; otherwise, assigns a new id. Returns the id.
    pub fn restore(self, id: FileId, file: Option<Versions>) -> Option<FileId> {
        self.0.try_update_value(|files| {
            files.last_id = id.0.max(files.last_id + 1);
            let id = FileId(files.last_id);
            if let Some((file, alternative)) = file {
                files.selected.insert(id, file);
                if let Some(alternative) = alternative {
                    files.alternatives.insert(id, alternative);
                }
            }
            id
        })
    }

    /// Returns the original of a file: the larger one of an image's two versions.
    pub fn original(self, id: FileId) -> Option<File> {
        self.0.try_with_value(|files| {
            let versions = [files.selected.get(id), files.alternatives.get(id)];
            let versions = versions.into_iter().flatten();
            versions
                .max_by_key(|file| platform::file_size(file))
                .cloned()
        })?
    }

    /// Replaces a file. Returns `false` if it is no longer selected.
    pub fn replace(self, id: FileId, file: File) -> bool {
        let is_replaced = self.0.try_update_value(|files| {
            let is_selected = files.selected.get(id).is_some();
            if is_selected {
                files.selected.insert(id, file);
            }
            is_selected
        });
        is_replaced.unwrap_or_default()
    }

    /// Removes a file.
    pub fn remove(self, id: FileId) {
        self.0.try_update_value(|files| {
            files.selected.remove(id);
            files.alternatives.remove(id);
        });
    }

    /// Stores another version of a file. Returns `false` if the file is no longer selected, or
    /// if there is no other version.
    pub fn add_alternative(self, id: FileId, alternative: Option<File>) -> bool {
        let is_added = self.0.try_update_value(|files| {
            let alternative = alternative.filter(|_| files.selected.get(id).is_some());
            let is_added = alternative.is_some();
            if let Some(alternative) = alternative {
                files.alternatives.insert(id, alternative);
            }
            is_added
        });
        is_added.unwrap_or_default()
    }

    /// Swaps a file and its other version.
    pub fn swap_alternative(self, id: FileId) {
        self.0.try_update_value(|files| {
            let versions = (files.selected.remove(id), files.alternatives.remove(id));
            if let (Some(selected), Some(alternative)) = versions {
                files.selected.insert(id, alternative);
                files.alternatives.insert(id, selected);
            }
        });
    }

    /// Returns `true` if the form has been unmounted.
    pub fn is_disposed(self) -> bool {
        self.0.try_with_value(|_| ()).is_none()
    }
}

impl Files {
    /// Adds an item, unless it is skipped.
    fn add(&mut self, item: SelectedItem) -> Option<SelectedFile> {
        self.last_id += 1;
        let id = FileId(self.last_id);
        let without_file = |name, issue| SelectedFile {
            issue: Some(issue),
            ..SelectedFile::new(id, &platform::to_nfc(name), 0, "")
        };
        Some(match item {
            SelectedItem::SystemFiles { .. } => return None,
            SelectedItem::File(file) => {
                let size = platform::file_size(&file);
                let name = platform::to_nfc(file.name());
                let selected = SelectedFile::new(id, &name, size, &file.type_());
                self.selected.insert(id, file);
                selected
            }
            SelectedItem::Unreadable(name) => without_file(name, FileIssue::Unreadable),
            SelectedItem::Package(name) => without_file(name, FileIssue::Package),
            SelectedItem::EmptyFolder(name) => without_file(name, FileIssue::FolderEmpty),
            SelectedItem::TooManyFilesInFolder(name) => {
                without_file(name, FileIssue::FolderTooFull(MAX_FOLDER_ENTRIES))
            }
        })
    }
}

/// Files by id. A list is as fast as a tree for so few files, and adds no code.
#[derive(Default)]
struct FileMap(Vec<(FileId, File)>);

impl FileMap {
    fn get(&self, id: FileId) -> Option<&File> {
        let found = self.0.iter().find(|(other, _)| *other == id);
        found.map(|(_, file)| file)
    }

    fn insert(&mut self, id: FileId, file: File) {
        self.remove(id);
        self.0.push((id, file));
    }

    fn remove(&mut self, id: FileId) -> Option<File> {
        let index = self.0.iter().position(|(other, _)| *other == id)?;
        Some(self.0.swap_remove(index).1)
    }
}
