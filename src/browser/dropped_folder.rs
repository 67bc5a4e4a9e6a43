//! The files of a dropped folder and its subfolders.

use super::selected_item::SelectedItem;
use crate::ticket::natural_cmp;
use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    File, FileSystemDirectoryEntry, FileSystemDirectoryReader, FileSystemEntry, FileSystemFileEntry,
};

/// Maximum number of files and subfolders read from a dropped folder.
pub const MAX_FOLDER_ENTRIES: usize = 500;

/// Reads the files of a folder and its subfolders, in natural order of their paths.
pub async fn read_folder(root: FileSystemDirectoryEntry) -> Vec<SelectedItem> {
    let root_name = root.name();
    let (mut pending, mut found, mut entry_count) = (vec![root], Vec::new(), 0);
    while let Some(folder) = pending.pop() {
        let Some(entries) = read_entries(&folder).await else {
            insert_sorted(
                &mut found,
                FoundEntry {
                    path: folder.full_path(),
                    name: folder.name(),
                    file: None,
                },
            );
            continue;
        };
        entry_count += entries.len();
        if entry_count > MAX_FOLDER_ENTRIES {
            return vec![SelectedItem::TooManyFilesInFolder(root_name)];
        }
        for entry in entries {
            if entry.is_directory() {
                pending.push(entry.unchecked_into());
            } else {
                let (path, name) = (entry.full_path(), entry.name());
                let file = Some(entry.unchecked_into());
                insert_sorted(&mut found, FoundEntry { path, name, file });
            }
        }
    }
    if found.is_empty() {
        return vec![SelectedItem::EmptyFolder(root_name)];
    }
    let mut items = Vec::new();
    for FoundEntry { name, file, .. } in found {
        let file = match file {
            Some(entry) => open_file(&entry).await,
            None => None,
        };
        items.push(file.map_or(SelectedItem::Unreadable(name), SelectedItem::File));
    }
    items
}

/// A file below the dropped folder, or an unreadable subfolder (`file` is `None`).
struct FoundEntry {
    path: String,
    name: String,
    file: Option<FileSystemFileEntry>,
}

/// Inserts an entry in natural order of its path. There are few entries, and a sort function for
/// this type would add code to the bundle.
fn insert_sorted(found: &mut Vec<FoundEntry>, entry: FoundEntry) {
    let index = found.partition_point(|other| natural_cmp(&other.path, &entry.path).is_lt());
    found.insert(index, entry);
}

/// Reads the entries of a folder, stopping once there are more than [`MAX_FOLDER_ENTRIES`].
/// Returns `None` if the folder is unreadable.
async fn read_entries(folder: &FileSystemDirectoryEntry) -> Option<Vec<FileSystemEntry>> {
    let reader = folder.create_reader();
    let mut entries = Vec::new();
    while entries.len() <= MAX_FOLDER_ENTRIES {
        // Chrome returns up to a hundred entries per call, and an empty batch at the end.
        let batch = read_batch(&reader).await?;
        if batch.length() == 0 {
            break;
        }
        entries.extend(batch.iter().map(FileSystemEntry::unchecked_from_js));
    }
    Some(entries)
}

async fn read_batch(reader: &FileSystemDirectoryReader) -> Option<Array> {
    let read = |resolve: &Function, reject: &Function| {
        reader
            .read_entries_with_callback_and_callback(resolve, reject)
            .ok()
    };
    Some(promisify(&read).await?.unchecked_into())
}

async fn open_file(entry: &FileSystemFileEntry) -> Option<File> {
    let open = |resolve: &Function, reject: &Function| {
        entry.file_with_callback_and_callback(resolve, reject);
        Some(())
    };
    Some(promisify(&open).await?.unchecked_into())
}

/// Awaits a browser function that takes a success and an error callback.
async fn promisify(call: &dyn Fn(&Function, &Function) -> Option<()>) -> Option<JsValue> {
    let promise = Promise::new(&mut |resolve, reject: Function| {
        if call(&resolve, &reject).is_none() {
            let _ = reject.call0(&JsValue::NULL);
        }
    });
    JsFuture::from(promise).await.ok()
}
