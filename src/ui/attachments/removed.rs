//! A file that was taken out a moment ago, and the way back.

use super::super::{pause::Pause, store::Store, words};
use super::row::name_id;
use crate::form::{Chosen, Edit, Event};
use leptos::prelude::*;
use std::time::Duration;

/// How long it can be put back. The time does not run while somebody is at it (WCAG 2.2.1).
const UNDO: Duration = Duration::from_secs(10);

/// The row in the file's old place.
#[component]
pub fn Removed(
    /// The file.
    file: Chosen,
) -> impl IntoView {
    let store = Store::of_context();
    let (id, ending) = (file.id, Pause::new());
    let (focused, pointed) = (StoredValue::new(false), StoredValue::new(false));
    let run = move || {
        if focused.get_value() || pointed.get_value() {
            ending.cancel();
        } else {
            ending.then(UNDO, move || store.dispatch(Event::FileForgotten(id)));
        }
    };
    let at_it = move |by: StoredValue<bool>, now| {
        by.set_value(now);
        run();
    };
    let undo = format!("open-ticket-undo-{}", id.0);
    run();
    view! { class="ot",
        <li
            class="removed"
            on:focusin=move |_| at_it(focused, true)
            on:focusout=move |_| at_it(focused, false)
            on:pointerenter=move |_| at_it(pointed, true)
            on:pointerleave=move |_| at_it(pointed, false)
        >
            <span class="about">
                <span class="name" dir="auto" id=name_id(id)>{file.name.to_string()}</span>
                <span class="meta">{words::REMOVED}</span>
            </span>
            <button
                type="button"
                class="button"
                aria-labelledby=format!("{undo} {}", name_id(id))
                id=undo
                on:click=move |_| store.dispatch(Event::Edited(Edit::FileRestored(id)))
            >
                {words::UNDO}
            </button>
        </li>
    }
}
