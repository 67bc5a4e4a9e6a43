//! Send, how far it has got, and the way back.

mod clock;
mod part;
mod retry;

pub use part::PartDone;
pub use retry::Retrying;

use super::{store::Store, words};
use crate::form::{Event, Form, Phase, Progress};
use leptos::prelude::*;

/// The row below the form. The button keeps its place and the focus while it is busy: a disabled
/// one would lose it.
#[component]
pub fn Sending() -> impl IntoView {
    let store = Store::of_context();
    clock::keep(store);
    let under_way = Memo::new(move |_| store.with(UnderWay::of));
    let busy = Memo::new(move |_| under_way.read().is_some());
    let cannot_stop = move || matches!(*under_way.read(), Some(UnderWay::FindingOut));
    let notice = move || under_way.get().and_then(UnderWay::notice);
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
                <Bar under_way />
                <button
                    type="button"
                    class="button"
                    class:gone=cannot_stop
                    on:click=move |_| store.dispatch(Event::Cancelled)
                >
                    {words::CANCEL}
                </button>
                <p class="notice" class:gone=move || notice().is_none()>
                    {notice}
                </p>
            </Show>
        </div>
    }
}

/// What a person waits for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum UnderWay {
    Sending(Progress, Option<&'static str>),
    FindingOut,
}

impl UnderWay {
    const fn of(form: &Form) -> Option<Self> {
        match form.phase() {
            Phase::Sending(progress) => Some(Self::Sending(*progress, notice(form))),
            Phase::FindingOut(_) => Some(Self::FindingOut),
            _ => None,
        }
    }

    const fn progress(self) -> Progress {
        match self {
            Self::Sending(progress, _) => progress,
            Self::FindingOut => Progress {
                read: 0,
                sent: 0,
                total: 0,
            },
        }
    }

    const fn notice(self) -> Option<&'static str> {
        match self {
            Self::Sending(_, notice) => notice,
            Self::FindingOut => None,
        }
    }

    fn words(self) -> String {
        match self {
            Self::Sending(progress, _) => words::progress(progress),
            Self::FindingOut => words::FINDING_OUT.into(),
        }
    }
}

/// What is to be known of a sending that does not get on.
const fn notice(form: &Form) -> Option<&'static str> {
    match (form.is_offline(), form.is_stalled()) {
        (true, _) => Some(words::OFFLINE),
        (false, true) => Some(words::STALLED),
        (false, false) => None,
    }
}

/// Without a value while nobody knows how far it has got.
#[component]
fn Bar(
    /// What it shows.
    under_way: Memo<Option<UnderWay>>,
) -> impl IntoView {
    let progress = move || {
        under_way
            .get()
            .map_or_else(Progress::default, UnderWay::progress)
    };
    let said = move || under_way.get().map(UnderWay::words);
    view! { class="ot",
        <div
            class="meter"
            role="progressbar"
            aria-label=words::PROGRESS
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=move || (progress().total > 0).then(|| progress().percent().to_string())
            aria-valuetext=said
        >
            <div class="done" style:width=move || width(progress().percent().into())></div>
        </div>
        <span class="meta">{said}</span>
    }
}

fn width(percent: u32) -> String {
    format!("{percent}%")
}
