//! A file's small picture, or its kind where it has none.

use super::super::{effects::revoke, store::Store};
use crate::form::FileId;
use crate::rules::is_picture;
use crate::ticket::FileName;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The picture, over the kind: what cannot be drawn after all leaves that to be seen.
#[component]
pub fn Picture(
    /// The file.
    file: FileId,
    /// Its name.
    name: FileName,
) -> impl IntoView {
    let kind = name.extension().unwrap_or_else(|| "?".into());
    let drawn = is_picture(&name).then(|| drawn(file).into_any());
    view! { class="ot", <span class="kind" aria-hidden="true">{kind} {drawn}</span> }
}

fn drawn(file: FileId) -> impl IntoView {
    let store = Store::of_context();
    let address = RwSignal::new(None::<String>);
    // Each address is asked of another process, and a hundred at once would hold up the list.
    let ask = move || {
        let found = store.perform(|performer| performer.address_of(file));
        if let Some(Some(late)) = address.try_set(found.flatten()) {
            revoke(&late);
        }
    };
    set_timeout(ask, Duration::ZERO);
    on_cleanup(move || {
        if let Some(Some(address)) = address.try_get_untracked() {
            revoke(&address);
        }
    });
    let hide = |event: web_sys::ErrorEvent| {
        let picture = event.target();
        if let Some(picture) = picture.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            picture.set_hidden(true);
        }
    };
    view! { class="ot",
        <img
            src=move || address.get()
            alt=""
            draggable="false"
            decoding="async"
            loading="lazy"
            on:error=hide
        />
    }
}
