//! Send, how far it has got, and the way back.

use super::{store::Store, words};
use crate::form::{Event, Phase, Progress};
use leptos::prelude::*;

/// The row below the form. The button keeps its place and the focus while it is busy: a disabled
/// one would lose it.
#[component]
pub fn Sending() -> impl IntoView {
    let store = Store::of_context();
    let progress = Memo::new(move |_| {
        store.with(|form| match form.phase() {
            Phase::Sending(progress) => Some(*progress),
            _ => None,
        })
    });
    let busy = Memo::new(move |_| progress.read().is_some());
    view! { class="ot",
        <div class="send">
            <button
                type="submit"
                class="button main"
                part="open-ticket-send"
                aria-disabled=move || busy.get().then_some("true")
            >
                {move || if busy.get() { words::SENDING } else { words::SEND }}
            </button>
            <Show when=move || busy.get()>
                <Bar progress=Signal::derive(move || progress.get().unwrap_or_default()) />
                <button
                    type="button"
                    class="button"
                    on:click=move |_| store.dispatch(Event::Cancelled)
                >
                    {words::CANCEL}
                </button>
            </Show>
        </div>
    }
}

/// Without a value while nobody knows how far it has got.
#[component]
fn Bar(
    /// How far it has got.
    progress: Signal<Progress>,
) -> impl IntoView {
    let known = move || progress.get().total > 0;
    view! { class="ot",
        <div
            class="meter"
            role="progressbar"
            aria-label=words::PROGRESS
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=move || known().then(|| progress.get().percent().to_string())
            aria-valuetext=move || words::progress(progress.get())
        >
            <div class="done" style:width=move || format!("{}%", progress.get().percent())></div>
        </div>
        <span class="meta">{move || words::progress(progress.get())}</span>
    }
}
