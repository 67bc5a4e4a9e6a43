//! How far one file has got.

use super::super::dom::{El, classed};
use super::super::store::Store;
use crate::form::FileId;

/// A file's own share of what is done, as a thin bar; nothing while nothing is sent. Only for the
/// eye: one bar speaks for all, and the rows are inert meanwhile.
pub fn part_done(store: Store, file: FileId) -> El {
    let percent = move || {
        let progress = store.with(|form| form.progress_of(file));
        progress.map(|progress| u32::from(progress.percent()))
    };
    classed("span", "meter part")
        .attr("aria-hidden", "true")
        .class_by("gone", move || percent().is_none())
        .child(classed("span", "done").width_by(percent))
}
