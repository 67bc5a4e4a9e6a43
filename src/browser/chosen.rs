//! What a person chose, by whichever way: files, and folders to be looked through.

use crate::ticket::natural;
use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DataTransfer, File, FileList, FileSystemDirectoryEntry, FileSystemDirectoryReader,
    FileSystemEntry, FileSystemFileEntry,
};

/// How many files and folders of a dropped folder are looked at.
pub const MOST: usize = 500;

/// Something that was chosen.
pub enum Picked {
    /// A file.
    File(File),
    /// A file or a folder of this name that cannot be opened.
    Unreadable(String),
    /// A folder of this name without a file in it.
    FolderEmpty(String),
    /// A folder of this name with more in it than [`MOST`].
    FolderTooFull(String),
}

/// What was dropped or pasted. It is taken while the event lasts: later the browser gives nothing.
pub struct Carried {
    files: Vec<File>,
    folders: Vec<FileSystemDirectoryEntry>,
}

impl Carried {
    /// What a transfer carries.
    #[must_use]
    pub fn by(data: &DataTransfer) -> Self {
        let items = data.items();
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        for item in (0..items.length()).filter_map(|place| items.get(place)) {
            if item.kind() != "file" {
                continue;
            }
            match item.webkit_get_as_entry().ok().flatten() {
                Some(entry) if entry.is_directory() => folders.push(entry.unchecked_into()),
                _ => files.extend(item.get_as_file().ok().flatten()),
            }
        }
        if files.is_empty() && folders.is_empty() {
            files = data.files().as_ref().map(listed).unwrap_or_default();
        }
        Self { files, folders }
    }

    /// Whether there are no files in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.folders.is_empty()
    }

    /// Whether it can be had at once.
    #[must_use]
    pub fn is_flat(&self) -> bool {
        self.folders.is_empty()
    }

    /// The files, without those in folders.
    #[must_use]
    pub fn files(self) -> Vec<Picked> {
        self.files.into_iter().map(Picked::File).collect()
    }

    /// The files, and behind them those of each folder, as people count.
    pub async fn all(self) -> Vec<Picked> {
        let mut picked: Vec<Picked> = self.files.into_iter().map(Picked::File).collect();
        for folder in self.folders {
            picked.extend(files_below(folder).await);
        }
        picked
    }
}

/// The files of the browser's own picker.
#[must_use]
pub fn picked(list: &FileList) -> Vec<Picked> {
    listed(list).into_iter().map(Picked::File).collect()
}

fn listed(list: &FileList) -> Vec<File> {
    let files = (0..list.length()).filter_map(|place| list.get(place));
    files.collect()
}

async fn files_below(top: FileSystemDirectoryEntry) -> Vec<Picked> {
    let name = top.name();
    let (mut left, mut found, mut looked_at) = (vec![top], Vec::new(), 0);
    while let Some(folder) = left.pop() {
        let Some(entries) = entries(&folder).await else {
            insert(&mut found, (folder.full_path(), None, folder.name()));
            continue;
        };
        looked_at += entries.len();
        if looked_at > MOST {
            return vec![Picked::FolderTooFull(name)];
        }
        for entry in entries {
            if entry.is_directory() {
                left.push(entry.unchecked_into());
            } else {
                let (path, name) = (entry.full_path(), entry.name());
                insert(&mut found, (path, Some(entry.unchecked_into()), name));
            }
        }
    }
    if found.is_empty() {
        return vec![Picked::FolderEmpty(name)];
    }
    let mut picked = Vec::new();
    for (_, entry, name) in found {
        let file = match entry {
            Some(entry) => file_of(&entry).await,
            None => None,
        };
        picked.push(file.map_or(Picked::Unreadable(name), Picked::File));
    }
    picked
}

/// A file of a folder, or a folder that cannot be read: its path, the way to it, and its name.
type Found = (String, Option<FileSystemFileEntry>, String);

/// As people count. There are few, and a sort of its own would be code for every page to load.
fn insert(found: &mut Vec<Found>, one: Found) {
    let place = found.partition_point(|other| natural(&other.0, &one.0).is_lt());
    found.insert(place, one);
}

/// What is in a folder, or the beginning of it where that is too much already; none where it
/// cannot be read.
async fn entries(folder: &FileSystemDirectoryEntry) -> Option<Vec<FileSystemEntry>> {
    let reader = folder.create_reader();
    let mut entries = Vec::new();
    while entries.len() <= MOST {
        // Chrome gives a hundred at a time, and none when there are no more.
        let batch = batch(&reader).await?;
        if batch.length() == 0 {
            break;
        }
        entries.extend(batch.iter().map(FileSystemEntry::unchecked_from_js));
    }
    Some(entries)
}

async fn batch(reader: &FileSystemDirectoryReader) -> Option<Array> {
    let read = |resolve: &Function, reject: &Function| {
        reader
            .read_entries_with_callback_and_callback(resolve, reject)
            .ok()
    };
    Some(called_back(&read).await?.unchecked_into())
}

async fn file_of(entry: &FileSystemFileEntry) -> Option<File> {
    let open = |resolve: &Function, reject: &Function| {
        entry.file_with_callback_and_callback(resolve, reject);
        Some(())
    };
    Some(called_back(&open).await?.unchecked_into())
}

/// What an old function that takes two callbacks gives the first of them.
async fn called_back(call: &dyn Fn(&Function, &Function) -> Option<()>) -> Option<JsValue> {
    let promise = Promise::new(&mut |resolve, reject: Function| {
        if call(&resolve, &reject).is_none() {
            let _ = reject.call0(&JsValue::NULL);
        }
    });
    JsFuture::from(promise).await.ok()
}
