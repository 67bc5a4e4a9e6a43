//! The box of a failed submission: what happened, and the next action.

use crate::form::{Event, Form};
use crate::locale::strings;
use crate::ticket::SendError;
use crate::ui::dom::{El, button, el};
use crate::ui::runtime::store::Store;
use crate::ui::text;

/// Creates the box. While a retry is scheduled, it contains the countdown instead of the
/// instruction to send again, which is shown once the retry is stopped. The alert contains only
/// what happened: a live region with the countdown would be read every second, and as a whole.
pub fn failure_box(store: Store, error: SendError) -> El {
    let seconds = move || store.with(Form::seconds_until_retry);
    let had_retry = seconds().is_some();
    let (heading, explanation) = text::submission_failure(&error, had_retry);
    // The alert is a child of the focused element: if both are the same element, NVDA reads only
    // one of them. A group has no name from its content, which would change every second.
    let alert = el("div")
        .attr("role", "alert")
        .child(el("h2").child(heading))
        .child(el("p").child(explanation));
    el("div")
        .class("summary failure")
        .attr("role", "group")
        .attr("tabindex", "-1")
        .attr("part", "open-ticket-errors")
        .child(alert)
        .show(
            move || seconds().is_some(),
            move || {
                let countdown = move || seconds().map(text::retry_countdown);
                let retry_now = move |_| store.dispatch(Event::Submitted);
                let stop = move |_| store.dispatch(Event::Cancelled);
                el("div")
                    .class("retry")
                    .child(el("span").class("meta").child(countdown))
                    .child(button("button primary", strings::RETRY_NOW, retry_now))
                    .child(button("button", strings::RETRY_STOP, stop))
            },
        )
        .show(
            move || had_retry && seconds().is_none(),
            move || el("p").child(text::retry_stopped(&error)),
        )
}
