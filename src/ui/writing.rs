//! The form while a person writes, and while it is sent.

use super::attachments::{Dragging, attachments, pasted};
use super::choices::{department, priority, related_service};
use super::custom_field::with_questions;
use super::dom::{El, classed, el};
use super::field::Line;
use super::message::message;
use super::problems::with_problems;
use super::sending::{sending, with_retry};
use super::{slot, store::Store, words};
use crate::form::{Edit, Event, Form, Phase};
use crate::ticket::Field;
use wasm_bindgen::JsCast;

/// All fields. While it is sent they are inert: what is typed now would not go along.
pub fn writing(store: Store) -> El {
    let dragging = Dragging::new(store);
    // What the message takes itself is pasted there.
    let paste = move |event: web_sys::Event| {
        let event: web_sys::ClipboardEvent = event.unchecked_into();
        let data = event
            .clipboard_data()
            .filter(|_| !event.default_prevented());
        if data.is_some_and(|data| !store.once(is_busy) && pasted(store, &data)) {
            event.prevent_default();
        }
    };
    let choices = classed("div", "row three")
        .child(department(store))
        .maybe(related_service(store))
        .child(priority(store));
    let subject = Line {
        field: Field::Subject,
        kind: "text",
        autocomplete: "off",
        text: |draft| &draft.subject,
        edit: Edit::Subject,
    };
    let fields = classed("div", "fields")
        .flag_by("inert", move || store.with(is_busy))
        .child(requester(store))
        .child(choices)
        .child(subject.of(store))
        .child(message(store));
    let fields = with_questions(fields, store).child(attachments(store, dragging));
    let form = el("form")
        .attr("novalidate", "")
        .on("submit", move |event| {
            event.prevent_default();
            store.dispatch(Event::Submitted);
        })
        .on("paste", paste);
    let form = ["dragenter", "dragover", "drop"]
        .into_iter()
        .fold(form, |form, name| {
            form.on(name, move |event| dragging.on_form(event.unchecked_ref()))
        });
    with_retry(with_problems(form, store), store)
        .child(fields)
        .child(slot("before-send"))
        .child(sending(store))
}

const fn is_busy(form: &Form) -> bool {
    matches!(form.phase(), Phase::Sending(_) | Phase::FindingOut(_))
}

/// Who asks: typed by a guest, shown to a client, who is not asked again (WCAG 3.3.7).
fn requester(store: Store) -> El {
    if let Some(known) = store.once(|form| form.rules()?.requester.clone()) {
        let name = known.name.as_ref().map_or("", |name| name.as_str());
        let email = known.email.as_ref().map_or("", |email| email.as_str());
        return classed("p", "known")
            .text(words::writing_as(&known))
            .child(el("strong").text(name))
            .text(" ")
            .child(classed("span", "hint").text(email));
    }
    let name = Line {
        field: Field::Name,
        kind: "text",
        autocomplete: "name",
        text: |draft| &draft.name,
        edit: Edit::Name,
    };
    let email = Line {
        field: Field::Email,
        kind: "email",
        autocomplete: "email",
        text: |draft| &draft.email,
        edit: Edit::Email,
    };
    classed("div", "row two")
        .child(name.of(store))
        .child(email.of(store))
}
