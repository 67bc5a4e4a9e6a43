//! Pasted and dropped files: whether a paste counts as text or as files, and the files in folders.

use super::add_files::{add_dated_files, add_files};
use crate::ui::editor_chunk;
use crate::ui::platform::{DroppedItems, SelectedItem};
use crate::ui::runtime::store::Store;
use crate::ui::runtime::task::spawn_local;
use std::rc::Rc;
use web_sys::DataTransfer;

/// Adds pasted files. Returns `false` if there are none. Spreadsheet cells and parts of a web page
/// are copied as text and also as an image, which is ignored. The only text of a copied file is
/// its name.
pub fn add_pasted_files(store: Store, data: &DataTransfer) -> bool {
    let text = |media_type| data.get_data(media_type).unwrap_or_default();
    let has_text = !text("text/plain").is_empty() && !text("text/html").is_empty();
    !has_text && add_transferred_files(store, data, add_dated_files)
}

/// Adds dropped files. Returns `false` if there are none.
pub fn add_dropped_files(store: Store, data: &DataTransfer) -> bool {
    add_transferred_files(store, data, add_files)
}

/// Adds the files of a drop or a paste, followed by those in folders. Returns `false` if there are
/// none.
fn add_transferred_files(
    store: Store,
    data: &DataTransfer,
    add: fn(Store, Vec<SelectedItem>),
) -> bool {
    let dropped = DroppedItems::from_data_transfer(data);
    let is_empty = dropped.is_empty();
    if !dropped.items.is_empty() {
        add(store, dropped.items);
    }
    for folder in dropped.folders {
        spawn_local(async move {
            // A folder that hangs does not delay the others.
            if let Some(module) = editor_chunk::load_while(&|| !store.files().is_disposed()).await {
                let on_items = Rc::new(move |items| add_files(store, items));
                module.read_folder(folder, on_items).await;
            }
        });
    }
    !is_empty
}
