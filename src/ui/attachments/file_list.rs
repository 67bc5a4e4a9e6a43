//! The list of selected and removed files.

use super::file_row::file_row;
use super::removed_file_row::removed_file_row;
use crate::form::{FileId, Form};
use crate::ui::dom::{El, el};
use crate::ui::runtime::store::Store;

/// Creates the list, hidden while it is empty. Removing or restoring a file rebuilds its row.
pub fn file_list(store: Store) -> El {
    let row = move |(id, is_selected): (FileId, bool)| match store
        .with_untracked(|form| form.file(id).cloned())
    {
        Some(file) if is_selected => file_row(store, &file),
        Some(file) => removed_file_row(store, &file),
        None => el("li"),
    };
    el("ul")
        .class("files")
        .class(("visually-hidden", move || {
            store.with(Form::listed_files).is_empty()
        }))
        .keyed_list(move || store.with(Form::listed_files), row)
}
