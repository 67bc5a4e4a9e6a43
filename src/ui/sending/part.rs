//! How far one file has got.

use super::{super::store::Store, width};
use crate::form::FileId;
use leptos::prelude::*;

/// A file's own share of what is done, as a thin bar; nothing while nothing is sent. Only for the
/// eye: one bar speaks for all, and the rows are inert meanwhile.
#[component]
pub fn PartDone(
    /// Whose.
    file: FileId,
) -> impl IntoView {
    let store = Store::of_context();
    let percent = Memo::new(move |_| {
        let progress = store.with(|form| form.progress_of(file));
        progress.map(|progress| u32::from(progress.percent()))
    });
    view! { class="ot",
        <span class="meter part" aria-hidden="true" class:gone=move || percent.read().is_none()>
            <span class="done" style:width=move || percent.get().map(width)></span>
        </span>
    }
}
