//! How long the message is, once that matters. It never stops anybody from writing.

use super::super::{pause::Pause, store::Store, words};
use crate::form::{Announcement, Form};
use leptos::prelude::*;
use std::time::Duration;

/// How long somebody who listens is left to write in peace.
const QUIET: Duration = Duration::from_secs(1);

/// How much of the limit is used, from four fifths on; said aloud once writing has stopped.
#[component]
pub fn Count() -> impl IntoView {
    let store = Store::of_context();
    let used = Memo::new(move |_| store.with_message(used));
    let pause = Pause::new();
    Effect::new(move |_| match used.get() {
        None => pause.cancel(),
        Some((length, limit)) => pause.then(QUIET, move || {
            store.announce(Announcement::Length { length, limit });
        }),
    });
    let class = Signal::derive(move || match used.get() {
        Some((length, limit)) if length > limit => "count over".to_owned(),
        _ => "count".to_owned(),
    });
    let shown = Signal::derive(move || {
        let shown = used
            .get()
            .map(|(length, limit)| words::length(length, limit));
        shown.unwrap_or_default()
    });
    view! { class="ot",
        // It is heard from the live region.
        <p class=class aria-hidden="true">{shown}</p>
    }
}

/// The message's length and its limit in code points, as the server counts them.
fn used(form: &Form) -> Option<(usize, usize)> {
    let limit = form.rules()?.limits.message;
    let matters = |length: usize| length.saturating_mul(5) >= limit.saturating_mul(4);
    let text = &form.draft().message;
    // No text has more code points than bytes.
    let length = matters(text.len()).then(|| text.chars().count())?;
    matters(length).then_some((length, limit))
}
