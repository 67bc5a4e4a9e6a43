//! The files: chosen, listed, judged, taken out again.

use super::bytes::readable;
use super::field::{adder_id, control_id, described_by, error_id, hint_id, remove_id};
use super::{sending::PartDone, store::Store, words};
use crate::form::{Chosen, Edit, Event, FileId};
use crate::ticket::{Complaint, Field, FileName};
use leptos::{html::Input, prelude::*};

/// The files that go along.
#[component]
pub fn Attachments() -> impl IntoView {
    let store = Store::of_context();
    let files = Memo::new(move |_| store.with(|form| form.draft().files.clone()));
    let limits = store.once(|form| form.rules().map(|rules| rules.limits.clone()));
    let rules = limits
        .map(|limits| words::file_rules(&limits))
        .unwrap_or_default();
    view! { class="ot",
        <div class="field">
            <label for=control_id(Field::Files)>
                {words::label(Field::Files)} <span class="optional">{words::OPTIONAL}</span>
            </label>
            <p class="hint" id=hint_id(Field::Files)>{rules}</p>
            <Complaints />
            <Adder />
            <ul class="files" class:unseen=move || files.read().is_empty()>
                <For each=move || files.get() key=|file| file.id let(file)>
                    <Row file />
                </For>
            </ul>
        </div>
    }
}

/// What is wrong with the files as a whole; what is wrong with one stands in its row.
#[component]
fn Complaints() -> impl IntoView {
    let store = Store::of_context();
    let said = Memo::new(move |_| {
        store.with(|form| {
            let problems = form.problems().iter().filter(|p| p.field == Field::Files);
            let whole = problems.filter(|problem| file_of(&problem.complaint).is_none());
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

/// A button that opens the browser's own picker. The picker's control itself stays out of sight:
/// voice control cannot press it (Dragon 16), and it says "no file chosen" when there are some.
#[component]
fn Adder() -> impl IntoView {
    let store = Store::of_context();
    let picker = NodeRef::<Input>::new();
    let accept = store.once(|form| {
        let limits = &form.rules()?.limits;
        Some(
            limits
                .extensions
                .iter()
                .map(|e| format!(".{e}"))
                .collect::<Vec<_>>()
                .join(","),
        )
    });
    let open = move |_| {
        if let Some(picker) = picker.get_untracked() {
            picker.click();
        }
    };
    let chosen = move |picker: web_sys::HtmlInputElement| {
        let list = picker.files();
        let files = list.and_then(|list| store.perform(|performer| performer.take_in(&list)));
        // Or the same file could not be chosen again after it was taken out.
        picker.set_value("");
        if let Some(files) = files.filter(|files| !files.is_empty()) {
            store.dispatch(Event::Edited(Edit::FilesAdded(files)));
        }
    };
    view! { class="ot",
        <div class="adder">
            <input
                node_ref=picker
                id=control_id(Field::Files)
                type="file"
                multiple
                hidden
                accept=accept
                on:change:target=move |event| chosen(event.target())
            />
            <button
                type="button"
                class="button"
                id=adder_id()
                aria-describedby=described_by(Field::Files, true)
                on:click=open
            >
                {words::CHOOSE_FILES}
            </button>
        </div>
    }
}

#[component]
fn Row(
    /// The file.
    file: Chosen,
) -> impl IntoView {
    let store = Store::of_context();
    let (id, name) = (file.id, file.name.to_string());
    let kind = file.name.extension().unwrap_or_default();
    let size = readable(file.size);
    let complaint = Memo::new(move |_| {
        store.with(|form| {
            let mut problems = form.problems().iter();
            let mine = problems.find(|problem| file_of(&problem.complaint) == Some(&file.name))?;
            Some(words::complaint(Field::Files, None, &mine.complaint))
        })
    });
    let remove = move |_| store.dispatch(Event::Edited(Edit::FileRemoved(id)));
    view! { class="ot",
        <li class:bad=move || complaint.read().is_some()>
            <span class="kind" aria-hidden="true">{kind}</span>
            <span class="about">
                <span class="name" dir="auto" id=name_id(id)>{name}</span>
                <span class="meta">{move || complaint.get().unwrap_or_else(|| size.clone())}</span>
                <PartDone file=id />
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

fn name_id(file: FileId) -> String {
    format!("open-ticket-file-{}", file.0)
}

/// The file that a complaint is about, if it is about one.
fn file_of(complaint: &Complaint) -> Option<&FileName> {
    match complaint {
        Complaint::FileTooLarge { name, .. }
        | Complaint::Extension { name, .. }
        | Complaint::EmptyFile { name }
        | Complaint::FileGone { name } => Some(name),
        _ => None,
    }
}
