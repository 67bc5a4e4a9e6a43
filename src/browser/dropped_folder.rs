//! The files of a dropped folder and its subfolders.

use super::clock::with_timeout;
use super::selected_item::SelectedItem;
use crate::ticket::{is_package, is_system_file, natural_cmp};
use js_sys::{Array, Function, Promise};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{
    File, FileSystemDirectoryEntry, FileSystemDirectoryReader, FileSystemEntry, FileSystemFileEntry,
};

/// Maximum number of files and subfolders read from a dropped folder.
pub const MAX_FOLDER_ENTRIES: usize = 500;

/// Time after which a folder that cannot be listed counts as unreadable, in milliseconds.
const LIST_TIMEOUT: i32 = 5_000;

/// Time after which a file that cannot be opened counts as unreadable, in milliseconds. A file that
/// exists in a cloud only is downloaded first.
const OPEN_TIMEOUT: i32 = 15_000;

/// Time in which the files of a folder are usually open, in milliseconds. After that, the open files
/// are listed without the others.
const FIRST_BATCH: i32 = 1_000;

/// Reads the files of a folder and its subfolders, in natural order of their paths, and passes them
/// to `deliver`: all at once, or in two parts if some take long to open. System files are left out.
pub async fn read_folder(root: FileSystemDirectoryEntry, deliver: &dyn Fn(Vec<SelectedItem>)) {
    let listing = Listing::read(root).await;
    if let Some(item) = listing.rejection {
        let left_out = listing.left_out.into_iter();
        return deliver(left_out.chain([item]).collect());
    }
    let count = listing.found.len();
    let opened: Rc<RefCell<Vec<Option<SelectedItem>>>> = Rc::default();
    opened.borrow_mut().resize_with(count, || None);
    let tasks = listing.found.into_iter().enumerate().map(|(index, entry)| {
        let opened = opened.clone();
        future_to_promise(async move {
            let item = entry.open().await;
            if let Some(slot) = opened.borrow_mut().get_mut(index) {
                *slot = Some(item);
            }
            Ok(JsValue::UNDEFINED)
        })
    });
    let all = Promise::all(&tasks.collect::<Array>());
    let take_opened = || -> Vec<SelectedItem> {
        let mut opened = opened.borrow_mut();
        opened.iter_mut().filter_map(Option::take).collect()
    };
    with_timeout(FIRST_BATCH, JsFuture::from(all.clone())).await;
    let left_out = listing.left_out.into_iter();
    let first = left_out.chain(take_opened()).collect::<Vec<_>>();
    if !first.is_empty() {
        deliver(first);
    }
    let _ = JsFuture::from(all).await;
    let late = take_opened();
    if !late.is_empty() {
        deliver(late);
    }
}

/// The entries of a folder and its subfolders.
#[derive(Default)]
struct Listing {
    /// Files and unreadable subfolders, in natural order of their paths.
    found: Vec<FoundEntry>,
    left_out: Option<SelectedItem>,
    /// Item that is listed instead of the files: the folder is empty or has too many.
    rejection: Option<SelectedItem>,
}

impl Listing {
    async fn read(root: FileSystemDirectoryEntry) -> Self {
        let root_name = root.name();
        let (mut pending, mut listing, mut entry_count) = (vec![root], Self::default(), 0);
        while let Some(folder) = pending.pop() {
            let entries = read_entries(&folder, &mut listing.left_out);
            let Some(Some(entries)) = with_timeout(LIST_TIMEOUT, entries).await else {
                listing.insert(&folder, Content::Unreadable);
                continue;
            };
            entry_count += entries.len();
            if entry_count > MAX_FOLDER_ENTRIES {
                listing.rejection = Some(SelectedItem::TooManyFilesInFolder(root_name));
                return listing;
            }
            for entry in entries {
                if !entry.is_directory() {
                    listing.insert(&entry, Content::File(entry.clone().unchecked_into()));
                } else if is_package(&entry.name()) {
                    listing.insert(&entry, Content::Package);
                } else {
                    pending.push(entry.unchecked_into());
                }
            }
        }
        if listing.found.is_empty() {
            listing.rejection = Some(SelectedItem::EmptyFolder(root_name));
        }
        listing
    }

    /// Inserts an entry in natural order of its path. There are few entries, and a sort function for
    /// this type would add code to the bundle.
    fn insert(&mut self, entry: &FileSystemEntry, content: Content) {
        let path = entry.full_path();
        let found = &mut self.found;
        let index = found.partition_point(|other| natural_cmp(&other.path, &path).is_lt());
        let name = entry.name();
        found.insert(
            index,
            FoundEntry {
                path,
                name,
                content,
            },
        );
    }
}

/// An entry below the dropped folder.
struct FoundEntry {
    path: String,
    name: String,
    content: Content,
}

enum Content {
    File(FileSystemFileEntry),
    Package,
    Unreadable,
}

impl FoundEntry {
    async fn open(self) -> SelectedItem {
        let file = match self.content {
            Content::Package => return SelectedItem::Package(self.name),
            Content::Unreadable => None,
            Content::File(entry) => with_timeout(OPEN_TIMEOUT, open_file(&entry)).await,
        };
        let file = file.flatten();
        file.map_or(SelectedItem::Unreadable(self.name), SelectedItem::File)
    }
}

/// Reads the entries of a folder, stopping once there are more than [`MAX_FOLDER_ENTRIES`]. System
/// files are counted in `left_out`. Returns `None` if the folder is unreadable.
async fn read_entries(
    folder: &FileSystemDirectoryEntry,
    left_out: &mut Option<SelectedItem>,
) -> Option<Vec<FileSystemEntry>> {
    let reader = folder.create_reader();
    let mut entries = Vec::new();
    while entries.len() <= MAX_FOLDER_ENTRIES {
        // Chrome returns up to a hundred entries per call, and an empty batch at the end.
        let batch = read_batch(&reader).await?;
        if batch.length() == 0 {
            break;
        }
        for entry in batch.iter().map(FileSystemEntry::unchecked_from_js) {
            let name = entry.name();
            if is_system_file(&name) {
                SelectedItem::count_system_file(left_out, name);
            } else {
                entries.push(entry);
            }
        }
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
