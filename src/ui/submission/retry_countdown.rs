//! The countdown to an automatic retry.

use crate::form::{Event, Form};
use crate::locale::strings;
use crate::ui::dom::{El, button, el};
use crate::ui::runtime::store::Store;
use crate::ui::text;

/// Adds the countdown to the form, with buttons to retry now and to stop. It exists while a retry
/// is scheduled. Only its start is announced: a countdown in a live region would be read every
/// second.
pub fn with_retry_countdown(form: El, store: Store) -> El {
    let seconds = move || store.with(Form::seconds_until_retry);
    form.show(
        move || seconds().is_some(),
        move || {
            let countdown = move || seconds().map(text::retry_countdown);
            let retry_now = move |_| store.dispatch(Event::Submitted);
            let stop = move |_| store.dispatch(Event::Cancelled);
            el("div")
                .class("retry")
                .child(el("span").class("meta").child(countdown))
                .child(button("button", strings::RETRY_NOW, retry_now))
                .child(button("button", strings::RETRY_STOP, stop))
        },
    )
}
