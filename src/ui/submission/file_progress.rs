//! Upload progress of one file.

use crate::form::FileId;
use crate::ui::dom::{El, el};
use crate::ui::runtime::store::Store;

/// Creates a thin progress bar of one file, hidden while nothing is uploaded. It is only visual:
/// screen readers get the bar of the whole upload, and the file rows are inert during an upload.
pub fn file_progress(store: Store, file: FileId) -> El {
    let percent = move || {
        let progress = store.with(|form| form.file_progress(file));
        progress.map(|progress| progress.percent())
    };
    let width = move || percent().map(|percent| format!("{percent}%"));
    el("span")
        .class("meter file-meter")
        .attr("aria-hidden", "true")
        .class(("hidden", move || percent().is_none()))
        .child(el("span").class("meter-fill").style(("width", width)))
}
