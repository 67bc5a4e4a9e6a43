//! The ticket is open: its number, and the way to it.

use super::{store::Store, words};
use crate::form::{Event, Form, Phase};
use leptos::prelude::*;

/// Stands in the form's place, and takes the focus.
#[component]
pub fn Confirmation() -> impl IntoView {
    let store = Store::of_context();
    let number = store.once(|form| match form.phase() {
        Phase::Opened(opened) => opened.number().to_owned(),
        _ => String::new(),
    });
    let link = store.once(Form::ticket_link);
    // Files of a folder may still come.
    let more = Memo::new(move |_| store.with(Form::has_more));
    let another = move |_| store.dispatch(Event::Restarted);
    view! { class="ot",
        <div class="confirmation" part="open-ticket-done">
            <span class="done" aria-hidden="true">"✓"</span>
            <h2 tabindex="-1">
                {words::OPENED.0} <span class="number">{number}</span> {words::OPENED.1}
            </h2>
            <p class="hint">{move || if more.get() { words::MORE } else { words::KEEP_NUMBER }}</p>
            <div class="send">
                {link
                    .map(|link| {
                        // The link opens the ticket to whoever has it: no other site may learn it.
                        view! { class="ot",
                            <a class="button main" href=link referrerpolicy="no-referrer">
                                {words::VIEW}
                            </a>
                        }
                    })}
                <button type="button" class="button" on:click=another>
                    {words::ANOTHER}
                </button>
            </div>
            <slot name="done"></slot>
        </div>
    }
}
