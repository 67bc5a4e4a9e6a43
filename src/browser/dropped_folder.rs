//! The files of a dropped folder and its subfolders.

use super::clock::{sleep, with_timeout};
use super::js_object::{call, get};
use super::selected_item::SelectedItem;
use crate::ticket::{is_package, is_system_file, natural_cmp_by};
use js_sys::{Array, Function, JsString, Promise};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, FileSystemDirectoryEntry, FileSystemEntry};

/// Maximum number of files and subfolders read from a dropped folder.
pub const MAX_FOLDER_ENTRIES: usize = 500;

/// Time after which a folder that cannot be listed counts as unreadable, in milliseconds.
const LIST_TIMEOUT: i32 = 5_000;

/// Time after which a file that cannot be opened counts as unreadable, in milliseconds. A file that
/// exists in a cloud only is downloaded first.
const OPEN_TIMEOUT: i32 = 15_000;

/// Time in which all files of a folder are usually open, in milliseconds. After that, each file is
/// passed on once it is open.
const FIRST_BATCH: i32 = 1_000;

/// Interval at which open files are counted, in milliseconds.
const OPEN_INTERVAL: i32 = 20;

/// Reads the files of a folder and its subfolders, in natural order of their paths, and passes them
/// to `on_items`: all together, or in several parts if some take long to open. System files are skipped.
pub async fn read_folder(root: FileSystemDirectoryEntry, on_items: &dyn Fn(Vec<SelectedItem>)) {
    let listing = Listing::read(root).await;
    if let Some(item) = listing.rejection {
        let skipped = listing.skipped.into_iter();
        return on_items(skipped.chain([item]).collect());
    }
    let files = Rc::new(OpenedFiles::default());
    files.items.borrow_mut().extend(listing.skipped);
    for (index, entry) in listing.found.into_iter().enumerate() {
        files.pending.set(files.pending.get() + 1);
        let files = files.clone();
        spawn_local(async move {
            let item = entry.open().await;
            files.insert(index, item);
        });
    }
    let mut waited = 0;
    while files.pending.get() > 0 {
        sleep(OPEN_INTERVAL).await;
        waited += OPEN_INTERVAL;
        if waited >= FIRST_BATCH {
            files.pass_to(on_items);
        }
    }
    files.pass_to(on_items);
}

/// Files of a folder that are open, and not passed on yet.
#[derive(Default)]
struct OpenedFiles {
    /// Items that are always first.
    items: RefCell<Vec<SelectedItem>>,
    /// Files by their position in the folder.
    opened: RefCell<Vec<(usize, SelectedItem)>>,
    /// Number of files that are not open yet.
    pending: Cell<usize>,
}

impl OpenedFiles {
    fn insert(&self, index: usize, item: SelectedItem) {
        let mut opened = self.opened.borrow_mut();
        let position = opened.partition_point(|(other, _)| *other < index);
        opened.insert(position, (index, item));
        self.pending.set(self.pending.get() - 1);
    }

    fn pass_to(&self, on_items: &dyn Fn(Vec<SelectedItem>)) {
        let mut items = self.items.take();
        items.extend(self.opened.take().into_iter().map(|(_, item)| item));
        if !items.is_empty() {
            on_items(items);
        }
    }
}

/// The entries of a folder and its subfolders.
#[derive(Default)]
struct Listing {
    /// Files and unreadable subfolders, in natural order of their paths.
    found: Vec<FoundEntry>,
    skipped: Option<SelectedItem>,
    /// Item that is listed instead of the files: the folder is empty, or has too many entries.
    rejection: Option<SelectedItem>,
}

impl Listing {
    async fn read(root: FileSystemDirectoryEntry) -> Self {
        let root_name = root.name();
        let (mut pending, mut listing, mut entry_count) = (vec![root], Self::default(), 0);
        while let Some(folder) = pending.pop() {
            let entries = read_entries(&folder, &mut listing.skipped);
            let Some(Some(entries)) = with_timeout(LIST_TIMEOUT, Box::pin(entries)).await else {
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
                    listing.insert(&entry, Content::File(entry.clone()));
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
        let path = get(entry, "fullPath").and_then(|path| path.as_string());
        let path = path.unwrap_or_default();
        let found = &mut self.found;
        let index =
            found.partition_point(|other| natural_cmp_by(&other.path, &path, lowercase).is_lt());
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

/// Returns the first character of a character's lower case, as `char::to_lowercase` does.
fn lowercase(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let lowercase = String::from(JsString::from(c).to_lower_case());
    lowercase.chars().next().unwrap_or(c)
}

/// An entry below the dropped folder.
struct FoundEntry {
    path: String,
    name: String,
    content: Content,
}

enum Content {
    File(FileSystemEntry),
    Package,
    Unreadable,
}

impl FoundEntry {
    async fn open(self) -> SelectedItem {
        let file = match self.content {
            Content::Package => return SelectedItem::Package(self.name),
            Content::Unreadable => None,
            Content::File(entry) => {
                let file = promisify(&entry, "file");
                with_timeout(OPEN_TIMEOUT, Box::pin(file)).await
            }
        };
        let file = file.flatten().map(File::unchecked_from_js);
        file.map_or(SelectedItem::Unreadable(self.name), SelectedItem::File)
    }
}

/// Reads the entries of a folder, stopping once there are more than [`MAX_FOLDER_ENTRIES`]. System
/// files are counted in `skipped`. Returns `None` if the folder is unreadable.
async fn read_entries(
    folder: &FileSystemDirectoryEntry,
    skipped: &mut Option<SelectedItem>,
) -> Option<Vec<FileSystemEntry>> {
    let reader = call(folder, "createReader", &[])?;
    let mut entries = Vec::new();
    while entries.len() <= MAX_FOLDER_ENTRIES {
        // Chrome returns up to a hundred entries per call, and an empty batch at the end.
        let batch: Array = promisify(&reader, "readEntries").await?.unchecked_into();
        if batch.length() == 0 {
            break;
        }
        for entry in batch.iter().map(FileSystemEntry::unchecked_from_js) {
            let name = entry.name();
            if is_system_file(&name) {
                SelectedItem::count_system_file(skipped, name);
            } else {
                entries.push(entry);
            }
        }
    }
    Some(entries)
}

/// Awaits a method that takes a success and an error callback.
async fn promisify(target: &JsValue, method: &str) -> Option<JsValue> {
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        if call(target, method, &[&resolve, &reject]).is_none() {
            let _ = reject.call0(&JsValue::NULL);
        }
    });
    JsFuture::from(promise).await.ok()
}
