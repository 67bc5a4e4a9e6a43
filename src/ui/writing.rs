//! The form while a person writes, and while it is sent.

use super::attachments::{Attachments, Dragging, pasted};
use super::choices::{Department, PriorityChoice, RelatedService};
use super::custom_field::Questions;
use super::field::Line;
use super::message::Message;
use super::problems::Problems;
use super::sending::{Retrying, Sending};
use super::store::Store;
use super::words;
use crate::form::{Edit, Event, Phase};
use crate::ticket::Field;
use leptos::prelude::*;

/// All fields. While it is sent they are inert: what is typed now would not go along.
#[component]
pub fn Writing() -> impl IntoView {
    let store = Store::of_context();
    let busy = Memo::new(move |_| {
        store.with(|form| matches!(form.phase(), Phase::Sending(_) | Phase::FindingOut(_)))
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        store.dispatch(Event::Submitted);
    };
    let dragging = Dragging::new(store);
    // What the message takes itself is pasted there.
    let paste = move |event: web_sys::ClipboardEvent| {
        let data = event
            .clipboard_data()
            .filter(|_| !event.default_prevented());
        if data.is_some_and(|data| !busy.get_untracked() && pasted(store, &data)) {
            event.prevent_default();
        }
    };
    view! { class="ot",
        <form
            novalidate
            on:submit=submit
            on:paste=paste
            on:dragenter=move |event| dragging.on_form(&event)
            on:dragover=move |event| dragging.on_form(&event)
            on:drop=move |event| dragging.on_form(&event)
        >
            <Problems />
            <Retrying />
            <div class="fields" inert=move || busy.get()>
                <Requester />
                <div class="row three">
                    <Department />
                    <RelatedService />
                    <PriorityChoice />
                </div>
                <Line
                    field=Field::Subject
                    autocomplete="off"
                    text=|draft| &draft.subject
                    edit=Edit::Subject
                />
                <Message />
                <Questions />
                <Attachments dragging />
            </div>
            <slot name="before-send"></slot>
            <Sending />
        </form>
    }
}

/// Who asks: typed by a guest, shown to a client, who is not asked again (WCAG 3.3.7).
#[component]
fn Requester() -> impl IntoView {
    let known = Store::of_context().once(|form| form.rules()?.requester.clone());
    match known {
        Some(known) => view! { class="ot",
            <p class="known">
                {words::writing_as(&known)} <strong>{known.name.map_or_else(String::new, |n| n.as_str().to_owned())}</strong> " "
                <span class="hint">{known.email.map_or_else(String::new, |e| e.as_str().to_owned())}</span>
            </p>
        }
        .into_any(),
        None => view! { class="ot",
            <div class="row two">
                <Line
                    field=Field::Name
                    autocomplete="name"
                    text=|draft| &draft.name
                    edit=Edit::Name
                />
                <Line
                    field=Field::Email
                    kind="email"
                    autocomplete="email"
                    text=|draft| &draft.email
                    edit=Edit::Email
                />
            </div>
        }
        .into_any(),
    }
}
