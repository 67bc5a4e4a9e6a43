//! The thumbnail of an image.

use crate::form::FileId;
use crate::ui::dom::{El, el};
use crate::ui::platform;
use crate::ui::runtime::store::Store;
use leptos::ev;
use leptos::prelude::*;
use std::time::Duration;
use web_sys::HtmlElement;

/// Creates the thumbnail of a file that may be an image, for the file's row. It is part of the editor chunk.
pub fn thumbnail(store: Store, file: FileId) -> El {
    let object_url = StoredValue::new(None::<String>);
    let img = el("img")
        .attr("alt", "")
        .attr("draggable", "false")
        .attr("decoding", "async")
        .attr("loading", "lazy");
    let element: HtmlElement = img.cast();
    // Creating an object URL is a request to another process: a hundred at once would delay the
    // list.
    let show = {
        let element = element.clone();
        move || {
            let file = store.files().get(file);
            let Some(url) = file.as_ref().and_then(platform::create_object_url) else {
                return;
            };
            let _ = element.set_attribute("src", &url);
            // `try_set_value` returns the URL if the row was removed in the meantime.
            if let Some(Some(unused)) = object_url.try_set_value(Some(url)) {
                platform::revoke_object_url(&unused);
            }
        }
    };
    set_timeout(show, Duration::ZERO);
    on_cleanup(move || {
        if let Some(Some(url)) = object_url.try_get_value() {
            platform::revoke_object_url(&url);
        }
    });
    img.on(ev::error, move |_| element.set_hidden(true))
}
