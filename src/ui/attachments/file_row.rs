//! The row of a selected file.

use super::file_label::{file_name, with_file_label};
use crate::form::{Edit, Event, FileId, Form, Preparation, SelectedFile};
use crate::locale::{self, strings};
use crate::rules::{is_image, is_text};
use crate::ticket::escape_for_display;
use crate::ui::dom::{El, button, el};
use crate::ui::editor_chunk::{self, LazyModule};
use crate::ui::fields::ids::remove_file_button_id;
use crate::ui::runtime::store::Store;
use crate::ui::text;

/// A closure that creates an element with the editor chunk.
type CreateLazy = dyn Fn(&dyn LazyModule) -> El;

/// Creates the row.
pub fn file_row(store: Store, file: &SelectedFile) -> El {
    let id = file.id;
    let is_converted = file.preparation == Preparation::Converted;
    let original_name = file.original_name.as_deref().map(|name| {
        let name = escape_for_display(name);
        let text = match is_converted {
            true => text::converted_from(&name),
            false => text::renamed_from(&name),
        };
        el("span").class("meta").child(text)
    });
    let remove = move |_| store.dispatch(Event::Edited(Edit::FileRemoved(id)));
    let remove = button("button subtle", strings::FILES_REMOVE, remove);
    let details = el("div")
        .class("file-info")
        .child(file_name(file))
        .show_let(
            move || store.with(|form| status(form, id)),
            move |(text, is_error)| {
                let class = if is_error { "meta invalid" } else { "meta" };
                let status = el("span").class(class).attr("id", status_id(id));
                status.child(text)
            },
        )
        .child(original_name);
    let has_lines = is_text(&file.name) && file.size > 0;
    let lazy_details = move |module: &dyn LazyModule| module.file_details(store, id, has_lines);
    let details = with_lazy(details, Box::new(lazy_details));
    let remove = with_file_label(remove, remove_file_button_id(id), id);
    let has_violation = move || store.with(|form| form.file_violation(id).is_some());
    let remove = remove.attr("aria-describedby", move || {
        has_violation().then(|| status_id(id))
    });
    el("li")
        .class(("rejected", has_violation))
        .child(file_type(store, file))
        .child(details)
        .child(remove)
}

/// Creates the file's extension, which the editor chunk covers with the image if the browser can decode the
/// file.
fn file_type(store: Store, file: &SelectedFile) -> El {
    let extension = file.name.extension().unwrap_or_else(|| "?".into());
    let id = file.id;
    let view = el("span").class("file-type").attr("aria-hidden", "true");
    let view = view.child(extension);
    match is_image(&file.name) {
        true => with_lazy(view, Box::new(move |module| module.thumbnail(store, id))),
        false => view,
    }
}

/// Adds an element that the editor chunk creates, once the chunk is loaded.
fn with_lazy(view: El, create: Box<CreateLazy>) -> El {
    view.show(
        || editor_chunk::loaded().is_some(),
        move || editor_chunk::loaded_untracked().map_or_else(|| el("span"), &create),
    )
}

/// Returns the text of a file's error and `true`, or its size and `false`.
fn status(form: &Form, id: FileId) -> Option<(String, bool)> {
    Some(match form.file_violation(id) {
        Some(violation) => (locale::file_row_violation(&violation), true),
        None => (locale::format_size(form.file(id)?.size), false),
    })
}

fn status_id(file: FileId) -> String {
    format!("open-ticket-status-{}", file.0)
}
