//! The screen for rules that could not be loaded.

use crate::form::Event;
use crate::locale::strings;
use crate::ticket::SendError;
use crate::ui::dom::{El, button, el};
use crate::ui::runtime::store::Store;
use crate::ui::text;

/// Creates the screen. Its slot shows the page's fallback content: the element's own slot is removed
/// while a form is mounted.
pub fn unavailable_screen(store: Store) -> El {
    let failure = store.with_untracked(|form| form.failure().cloned());
    let (heading, text) = text::rules_failure(&failure.unwrap_or(SendError::NoResponse));
    let summary = el("div")
        .class("summary")
        .attr("role", "alert")
        .child(el("h2").child(heading))
        .child(el("p").child(text))
        .child(button("button", strings::FORM_TRY_AGAIN, move |_| {
            store.dispatch(Event::Reloaded);
        }));
    el("div").child(summary).child(el("slot"))
}
