//! The list of selected and removed files.

use super::file_row::file_row;
use super::undo_file_removal::removed_file_row;
use crate::form::{FileId, Form};
use crate::ui::dom::{El, el};
use crate::ui::runtime::store::Store;

/// Creates the list, hidden while it is empty. Removing, restoring or renaming a file rebuilds its
/// row.
pub fn file_list(store: Store) -> El {
    let rows = move || store.with(rows);
    let row = move |(id, is_selected, _): Row| match store
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
        .keyed_list(rows, row)
}

/// Id of a file; `true` if it is in the draft; and `true` until its name is final.
type Row = (FileId, bool, bool);

fn rows(form: &Form) -> Vec<Row> {
    let is_pending = |id| {
        form.file(id)
            .is_some_and(|file| file.preparation.is_pending())
    };
    let listed = form.listed_files().into_iter();
    listed
        .map(|(id, is_selected)| (id, is_selected, is_pending(id)))
        .collect()
}
