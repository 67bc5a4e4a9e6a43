//! The details of a selected file that need the editor chunk, which downscales, previews and sends files.

use super::file_label::with_file_label;
use super::first_lines::first_lines;
use crate::form::{Edit, Event, FileId};
use crate::locale::strings;
use crate::ui::dom::{El, button, el};
use crate::ui::runtime::store::Store;
use crate::ui::submission::file_progress;
use crate::ui::text;

/// Creates the details: the note on a downscaled image, the upload progress and, if `has_lines` is `true`,
/// the first lines of text. They are part of the editor chunk.
pub fn file_details(store: Store, id: FileId, has_lines: bool) -> El {
    el("div")
        .show_let(
            move || store.with(|form| form.file(id)?.downscaled_from()),
            move |original_size| downscale_note(store, id, original_size),
        )
        .child(file_progress(store, id))
        .child(has_lines.then(|| first_lines(store, id)))
}

/// Creates the note on a downscaled image: its original size, and a button that restores the
/// original.
fn downscale_note(store: Store, id: FileId, original_size: u64) -> El {
    let restore = move |_| store.dispatch(Event::Edited(Edit::OriginalSelected(id)));
    let restore = button("link", strings::FILES_USE_ORIGINAL, restore);
    let button_id = format!("open-ticket-original-{}", id.0);
    el("span")
        .class("meta downscaled")
        .child(text::resized_from(original_size))
        .child(" ")
        .child(with_file_label(restore, button_id, id))
}
