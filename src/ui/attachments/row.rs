//! A file that goes along, unless something is wrong with it.

use super::super::bytes::readable;
use super::super::field::remove_id;
use super::super::{store::Store, words};
use super::{picture::Picture, text::Beginning};
use crate::form::{Chosen, Edit, Event, FileId, Listed};
use crate::rules::is_text;
use crate::ticket::{Field, visible};
use leptos::prelude::*;

/// What changes in a row while it is there.
#[derive(Clone, PartialEq, Eq)]
struct State {
    size: u64,
    shrunk_from: Option<u64>,
    wrong: Option<String>,
}

/// The row.
#[component]
pub fn Row(
    /// The file.
    file: Chosen,
    /// All rows.
    rows: Memo<Vec<Listed>>,
) -> impl IntoView {
    let store = Store::of_context();
    let id = file.id;
    let state = Memo::new(move |_| rows.with(|rows| state_of(rows, id)));
    let called = file.called.as_deref().map(|called| {
        let text = words::renamed(&visible(called));
        view! { class="ot", <span class="meta">{text}</span> }
    });
    let beginning =
        (is_text(&file.name) && file.size > 0).then(|| view! { class="ot", <Beginning file=id /> });
    let meta = move || {
        let state = state.get()?;
        Some(state.wrong.unwrap_or_else(|| readable(state.size)))
    };
    let remove = move |_| store.dispatch(Event::Edited(Edit::FileRemoved(id)));
    view! { class="ot",
        <li class:bad=move || state.read().as_ref().is_some_and(|state| state.wrong.is_some())>
            <Picture file=id name=file.name.clone() />
            <span class="about">
                <span class="name" dir="auto" id=name_id(id)>{file.name.to_string()}</span>
                <span class="meta">{meta}</span>
                {called}
                {move || shrunk(store, id, state.get()?)}
                {beginning}
            </span>
            <button
                type="button"
                class="button quiet"
                id=remove_id(id)
                aria-labelledby=format!("{} {}", remove_id(id), name_id(id))
                on:click=remove
            >
                {words::REMOVE}
            </button>
        </li>
    }
}

/// The id of the name of a file, as its row shows it.
pub fn name_id(file: FileId) -> String {
    format!("open-ticket-file-{}", file.0)
}

fn state_of(rows: &[Listed], id: FileId) -> Option<State> {
    rows.iter().find_map(|row| match row {
        Listed::Kept(file, complaint) if file.id == id => Some(State {
            size: file.size,
            shrunk_from: file.shrunk_from,
            wrong: complaint
                .as_ref()
                .map(|complaint| words::complaint(Field::Files, None, complaint)),
        }),
        _ => None,
    })
}

/// What a picture was before it was made smaller, and the way back.
fn shrunk(store: Store, id: FileId, state: State) -> Option<impl IntoView> {
    let before = state.shrunk_from?;
    let keep = move |_| store.dispatch(Event::Edited(Edit::OriginalKept(id)));
    let button = format!("open-ticket-original-{}", id.0);
    Some(view! { class="ot",
        <span class="meta shrunk">
            {words::shrunk(before)} " "
            <button
                type="button"
                class="link"
                aria-labelledby=format!("{button} {}", name_id(id))
                id=button
                on:click=keep
            >
                {words::KEEP_ORIGINAL}
            </button>
        </span>
    })
}
