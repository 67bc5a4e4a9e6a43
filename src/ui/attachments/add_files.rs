//! Adding files: all sources (picker, camera, drop, paste, folder) call [`add_files`].

use crate::form::{Edit, Event};
use crate::ui::platform::{DroppedItems, SelectedItem};
use crate::ui::runtime::store::Store;
use leptos::task;
use web_sys::DataTransfer;

/// Adds files to the form.
pub fn add_files(store: Store, items: Vec<SelectedItem>) {
    let files = store.files().add(items);
    if !files.is_empty() {
        store.dispatch(Event::Edited(Edit::FilesAdded(files)));
    }
}

/// Adds pasted files. Returns `false` if there are none. Spreadsheet cells and parts of a web page
/// are copied as text and also as an image, which is ignored. The only text of a copied file is
/// its name.
pub fn add_pasted_files(store: Store, data: &DataTransfer) -> bool {
    let text = |media_type| data.get_data(media_type).unwrap_or_default();
    let has_text = !text("text/plain").is_empty() && !text("text/html").is_empty();
    !has_text && add_transferred_files(store, data)
}

/// Adds the files of a drop or a paste, including those in folders. Returns `false` if there are
/// none.
pub fn add_transferred_files(store: Store, data: &DataTransfer) -> bool {
    let items = DroppedItems::from_data_transfer(data);
    if items.is_empty() {
        return false;
    }
    if items.has_only_files() {
        add_files(store, items.into_files());
    } else {
        task::spawn_local(async move { add_files(store, items.expand_folders().await) });
    }
    true
}
