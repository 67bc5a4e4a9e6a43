//! A file's small picture, or its kind where it has none.

use super::super::dom::{El, classed, el};
use super::super::{effects::revoke, store::Store};
use crate::form::FileId;
use crate::rules::is_picture;
use crate::ticket::FileName;
use leptos::prelude::*;
use std::time::Duration;
use web_sys::HtmlElement;

/// The picture, over the kind: what cannot be drawn after all leaves that to be seen.
pub fn picture(store: Store, file: FileId, name: &FileName) -> El {
    let kind = name.extension().unwrap_or_else(|| "?".into());
    classed("span", "kind")
        .attr("aria-hidden", "true")
        .text(&kind)
        .maybe(is_picture(name).then(|| drawn(store, file)))
}

fn drawn(store: Store, file: FileId) -> El {
    let address = StoredValue::new(None::<String>);
    let img = el("img")
        .attr("alt", "")
        .attr("draggable", "false")
        .attr("decoding", "async")
        .attr("loading", "lazy");
    let picture: HtmlElement = img.as_a();
    // Each address is asked of another process, and a hundred at once would hold up the list.
    let ask = {
        let picture = picture.clone();
        move || {
            let found = store.perform(|performer| performer.address_of(file));
            let Some(found) = found.flatten() else { return };
            let _ = picture.set_attribute("src", &found);
            if let Some(Some(late)) = address.try_set_value(Some(found)) {
                revoke(&late);
            }
        }
    };
    set_timeout(ask, Duration::ZERO);
    on_cleanup(move || {
        if let Some(Some(address)) = address.try_get_value() {
            revoke(&address);
        }
    });
    img.on("error", move |_| picture.set_hidden(true))
}
