//! The first lines of a text, for those who are not sure which log it was.

use super::super::{effects::Peek, store::Store, words};
use super::row::name_id;
use crate::form::FileId;
use leptos::{prelude::*, task};

/// Its first lines, read when they are asked for.
#[component]
pub fn Beginning(
    /// The file.
    file: FileId,
) -> impl IntoView {
    let store = Store::of_context();
    let read = RwSignal::new(None::<String>);
    let toggled = move |is_open: bool| {
        let reading = store.perform(|performer| performer.peek(file));
        let Some(reading) = reading.filter(|_| is_open && read.read_untracked().is_none()) else {
            return;
        };
        task::spawn_local(async move {
            let text = reading.await.map_or(words::NOT_READ.into(), shown);
            read.try_set(Some(text));
        });
    };
    let summary = format!("open-ticket-lines-{}", file.0);
    view! { class="ot",
        <details on:toggle:target=move |event| toggled(event.target().open())>
            <summary aria-labelledby=format!("{summary} {}", name_id(file)) id=summary>
                {words::FIRST_LINES}
            </summary>
            <pre dir="auto" tabindex="0">{move || read.get()}</pre>
        </details>
    }
}

fn shown(peek: Peek) -> String {
    if peek.goes_on {
        peek.text + "\n…"
    } else {
        peek.text
    }
}
