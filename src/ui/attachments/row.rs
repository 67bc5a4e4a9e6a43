//! A file that goes along, unless something is wrong with it.

use super::super::bytes::readable;
use super::super::field::remove_id;
use super::super::{sending::PartDone, store::Store, words};
use super::{picture::Picture, text::Beginning};
use crate::form::{Chosen, Edit, Event, FileId, Listed};
use crate::rules::is_text;
use crate::ticket::{Field, visible};
use leptos::prelude::*;

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
    let called = file.called.as_deref().map(|called| {
        let text = words::renamed(&visible(called));
        view! { class="ot", <span class="meta">{text}</span> }.into_any()
    });
    let beginning = (is_text(&file.name) && file.size > 0)
        .then(|| view! { class="ot", <Beginning file=id /> }.into_any());
    let remove = move |_| store.dispatch(Event::Edited(Edit::FileRemoved(id)));
    view! { class="ot",
        <li>
            <Picture file=id name=file.name.clone() />
            <span class="about">
                <span class="name" dir="auto" id=name_id(id)>{file.name.to_string()}</span>
                {move || rows.with(|rows| said(store, id, rows))}
                <PartDone file=id />
                {called}
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

/// How large it is, or what is wrong with it; and what it was before it was made smaller.
fn said(store: Store, id: FileId, rows: &[Listed]) -> Option<AnyView> {
    let (file, complaint) = rows.iter().find_map(|row| match row {
        Listed::Kept(file, complaint) if file.id == id => Some((file, complaint)),
        _ => None,
    })?;
    let wrong = complaint.as_ref();
    let wrong = wrong.map(|complaint| words::complaint(Field::Files, None, complaint));
    let class = if wrong.is_some() { "meta bad" } else { "meta" };
    let text = wrong.unwrap_or_else(|| readable(file.size));
    let shrunk = file.shrunk_from.map(|before| shrunk(store, id, before));
    Some(view! { class="ot", <span class=class>{text}</span> {shrunk} }.into_any())
}

/// What a picture was before it was made smaller, and the way back.
fn shrunk(store: Store, id: FileId, before: u64) -> impl IntoView {
    let keep = move |_| store.dispatch(Event::Edited(Edit::OriginalKept(id)));
    let button = format!("open-ticket-original-{}", id.0);
    view! { class="ot",
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
    }
}
