//! A file's small picture, or its kind where it has none.

use super::super::{effects::revoke, store::Store};
use crate::form::FileId;
use crate::rules::is_picture;
use crate::ticket::FileName;
use leptos::prelude::*;
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
    let store = Store::of_context();
    let kind = name.extension().unwrap_or_else(|| "?".into());
    let address = is_picture(&name)
        .then(|| store.perform(|performer| performer.address_of(file)))
        .flatten()
        .flatten();
    if let Some(address) = address.clone() {
        on_cleanup(move || revoke(&address));
    }
    let hide = |event: web_sys::ErrorEvent| {
        let picture = event
            .target()
            .and_then(|it| it.dyn_into::<HtmlElement>().ok());
        if let Some(picture) = picture {
            picture.set_hidden(true);
        }
    };
    let drawn = address.map(|address| {
        view! { class="ot",
            <img src=address alt="" decoding="async" loading="lazy" on:error=hide />
        }
    });
    view! { class="ot", <span class="kind" aria-hidden="true">{kind} {drawn}</span> }
}
