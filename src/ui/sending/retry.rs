//! The countdown to another try.

use super::super::dom::{El, button, classed};
use super::super::{store::Store, words};
use crate::form::{Event, Form};

/// Adds when it is tried again by itself, now, or not at all; nothing where it is not. Its beginning
/// is said by the announcer; a live region would say every second.
pub fn with_retry(form: El, store: Store) -> El {
    let seconds = move || store.with(Form::retry);
    form.when(
        move || seconds().is_some(),
        move || {
            let left = move || seconds().map(words::retrying).unwrap_or_default();
            let now = move |_| store.dispatch(Event::Submitted);
            let stop = move |_| store.dispatch(Event::Cancelled);
            classed("div", "retry")
                .child(classed("span", "meta").text_by(left))
                .child(button("button", words::TRY_NOW, now))
                .child(button("button", words::STOP, stop))
        },
    )
}
