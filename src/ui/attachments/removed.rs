//! A file that was taken out a moment ago, and the way back.

use super::super::{pause::Pause, store::Store, words};
use super::row::name_id;
use crate::form::{Chosen, Edit, Event, FileId};
use leptos::{html::Li, prelude::*};
use std::time::Duration;

/// How many seconds it can be put back.
const SECONDS: u32 = 10;

/// The row in the file's old place.
#[component]
pub fn Removed(
    /// The file.
    file: Chosen,
) -> impl IntoView {
    let store = Store::of_context();
    let (id, row) = (file.id, NodeRef::<Li>::new());
    let undo = format!("open-ticket-undo-{}", id.0);
    Ending {
        store,
        id,
        row,
        clock: Pause::new(),
    }
    .run(SECONDS);
    view! { class="ot",
        <li class="removed" node_ref=row>
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

/// The end of the time in which it can be put back.
#[derive(Clone, Copy)]
struct Ending {
    store: Store,
    id: FileId,
    row: NodeRef<Li>,
    clock: Pause,
}

impl Ending {
    /// Second by second, and none that passes while somebody is at the row (WCAG 2.2.1).
    fn run(self, left: u32) {
        self.clock.then(Duration::from_secs(1), move || {
            let row = self.row.get_untracked();
            let is_at_it = row.is_some_and(|row| row.matches(":hover, :focus-within") == Ok(true));
            match left - u32::from(!is_at_it) {
                0 => self.store.dispatch(Event::FileForgotten(self.id)),
                left => self.run(left),
            }
        });
    }
}
