//! The row below the form: the Send button, and the progress of the submission.

use super::submission_status::SubmissionStatus;
use crate::form::Event;
use crate::locale::strings;
use crate::ui::dom::{El, button, el};
use crate::ui::runtime::clock_and_network::dispatch_clock_and_network;
use crate::ui::runtime::store::Store;
use leptos::ev;

/// Creates the row. The button is not disabled while a ticket is being submitted: a disabled button
/// would lose the focus. While a retry is scheduled, “Try now” is the button that sends.
pub fn send_button_and_progress(store: Store) -> El {
    dispatch_clock_and_network(store);
    let is_submitting = move || status(store).is_some();
    let is_retry_scheduled = move || store.with(|form| form.seconds_until_retry().is_some());
    let submit = el("button")
        .class("button primary")
        .class(("hidden", is_retry_scheduled))
        .attr("type", "submit")
        .attr("part", "open-ticket-button open-ticket-submit")
        .attr("aria-disabled", move || is_submitting().then_some("true"))
        // In a frame with `sandbox` but without `allow-forms`, browsers dispatch no `submit` event.
        .on(ev::click, move |event| {
            event.prevent_default();
            store.dispatch(Event::Submitted);
        })
        .child(move || match status(store) {
            Some(SubmissionStatus::LookingUp) => strings::SENDING_CHECKING,
            Some(_) => strings::SENDING_BUSY,
            None => strings::SENDING_SEND,
        });
    let row = el("div").class("actions").child(submit);
    // Each part is a direct child of the row, a flex container.
    let row = [progress_bar, progress_text, cancel_button, notice]
        .into_iter()
        .fold(row, |row, part| {
            row.show(is_submitting, move || part(store))
        });
    let autosave = move || store.drafts().autosave().filter(|_| !is_submitting());
    let draft_status = move || autosave().map_or_else(|| el("div"), |autosave| autosave.status());
    row.show(move || autosave().is_some(), draft_status)
}

fn status(store: Store) -> Option<SubmissionStatus> {
    store.with(SubmissionStatus::from_form)
}

fn status_text(store: Store) -> Option<String> {
    status(store).map(SubmissionStatus::text)
}

/// Creates the progress bar, which is indeterminate while the total is unknown.
fn progress_bar(store: Store) -> El {
    let progress = move || {
        status(store)
            .map(SubmissionStatus::progress)
            .unwrap_or_default()
    };
    let percent = move || (progress().total > 0).then(|| progress().percent().to_string());
    let width = move || format!("{}%", progress().percent());
    el("div")
        .class("meter")
        .attr("role", "progressbar")
        .attr("aria-label", strings::SENDING_PROGRESS)
        .attr("aria-valuemin", "0")
        .attr("aria-valuemax", "100")
        .attr("aria-valuenow", percent)
        .attr("aria-valuetext", move || status_text(store))
        .child(el("div").class("meter-fill").style(("width", width)))
}

fn progress_text(store: Store) -> El {
    el("span").class("meta").child(move || status_text(store))
}

fn cancel_button(store: Store) -> El {
    let is_hidden = move || status(store) == Some(SubmissionStatus::LookingUp);
    let cancel = move |_| store.dispatch(Event::Cancelled);
    button("button", strings::SENDING_CANCEL, cancel).class(("hidden", is_hidden))
}

fn notice(store: Store) -> El {
    let notice = move || status(store).and_then(SubmissionStatus::notice);
    el("p")
        .class("notice")
        .class(("hidden", move || notice().is_none()))
        .child(notice)
}
