//! The files: chosen in five ways, listed, judged, taken out and put back.

mod adder;
mod picture;
mod removed;
mod row;
mod text;
mod ways;

pub use ways::{Dragging, pasted};

use super::field::{control_id, error_id, hint_id};
use super::{store::Store, words};
use crate::form::{FileId, Listed};
use crate::ticket::{Complaint, Field};
use adder::{Adder, Way};
use leptos::prelude::*;
use removed::Removed;
use row::Row;

/// The files that go along.
#[component]
pub fn Attachments(
    /// What is dragged over the form.
    dragging: Dragging,
) -> impl IntoView {
    let store = Store::of_context();
    let rows = Memo::new(move |_| store.with(crate::form::Form::listed));
    let limits = store.once(|form| form.rules().map(|rules| rules.limits.clone()));
    let rules = limits.as_ref().map(words::file_rules).unwrap_or_default();
    let kinds = limits.as_ref().map(|limits| accepted(&limits.extensions));
    let takes_photos = limits.is_some_and(|limits| limits.takes_photos());
    view! { class="ot",
        <div class="field">
            <label for=control_id(Field::Files)>
                {words::label(Field::Files)} <span class="optional">{words::OPTIONAL}</span>
            </label>
            <p class="hint" id=hint_id(Field::Files)>{rules}</p>
            <Complaints />
            <div class="drop" class:over=dragging.over>
                <Adder way=Way::Picker accept=kinds />
                {takes_photos.then(|| view! { class="ot", <Adder way=Way::Camera accept=Some("image/*".into()) /> })}
                <span class="hint">
                    {move || if dragging.over.get() { words::DROP } else { words::DROP_OR_PASTE }}
                </span>
            </div>
            <ul class="files" class:unseen=move || rows.read().is_empty()>
                <For each=move || rows.get() key=key let(row)>
                    {match row {
                        Listed::Kept(file, _) => view! { class="ot", <Row file rows /> }.into_any(),
                        Listed::Removed(file) => view! { class="ot", <Removed file /> }.into_any(),
                    }}
                </For>
            </ul>
        </div>
    }
}

/// A file that comes back is a row of its own.
fn key(row: &Listed) -> (FileId, bool) {
    match row {
        Listed::Kept(file, _) => (file.id, true),
        Listed::Removed(file) => (file.id, false),
    }
}

fn accepted(extensions: &[String]) -> String {
    let dotted: Vec<_> = extensions.iter().map(|e| format!(".{e}")).collect();
    dotted.join(",")
}

/// What is wrong with the files as a whole; what is wrong with one stands in its row.
#[component]
fn Complaints() -> impl IntoView {
    let store = Store::of_context();
    let said = Memo::new(move |_| {
        store.with(|form| {
            let problems = form.problems().iter().filter(|p| p.field == Field::Files);
            let whole = problems.filter(|problem| is_of_all(&problem.complaint));
            let words = whole.map(|p| words::complaint(Field::Files, None, &p.complaint));
            words.collect::<Vec<_>>()
        })
    });
    view! { class="ot",
        <div id=error_id(Field::Files)>
            {move || said.get().into_iter().map(|text| view! { class="ot", <p class="error">{text}</p> }).collect_view()}
        </div>
    }
}

const fn is_of_all(complaint: &Complaint) -> bool {
    matches!(
        complaint,
        Complaint::TooManyFiles { .. }
            | Complaint::FilesTooLarge { .. }
            | Complaint::FilesBesideWords { .. }
    )
}
