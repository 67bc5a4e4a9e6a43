//! The countdown to another try.

use super::super::{store::Store, words};
use crate::form::{Event, Form};
use leptos::prelude::*;

/// When it is tried again by itself, now, or not at all; nothing where it is not. Its beginning is
/// said by the announcer; a live region would say every second.
#[component]
pub fn Retrying() -> impl IntoView {
    let store = Store::of_context();
    let seconds = Memo::new(move |_| store.with(Form::retry));
    let button = move |event: fn() -> Event, words| {
        view! { class="ot",
            <button type="button" class="button" on:click=move |_| store.dispatch(event())>
                {words}
            </button>
        }
    };
    view! { class="ot",
        <Show when=move || seconds.read().is_some()>
            <div class="retry">
                <span class="meta">{move || seconds.get().map(words::retrying)}</span>
                {button(|| Event::Submitted, words::TRY_NOW)}
                {button(|| Event::Cancelled, words::STOP)}
            </div>
        </Show>
    }
}
