//! The status bar: the Send button, and everything about the submission.

use super::failure_box::failure_box;
use super::send_button_and_progress::send_button_and_progress;
use super::submission_status::SubmissionStatus;
use crate::form::Form;
use crate::locale::strings;
use crate::ui::dom::{El, el};
use crate::ui::runtime::store::Store;

/// Creates the bar. It is the only place that reports on the submission: its failure, countdown,
/// progress and cancellation. It stays in view while the form acts automatically.
pub fn status_bar(store: Store) -> El {
    let is_active = move || {
        store.with(|form| {
            SubmissionStatus::from_form(form).is_some() || form.seconds_until_retry().is_some()
        })
    };
    let failure = move || store.with(|form| form.failure().cloned());
    el("div")
        .class("status")
        .class(("active", is_active))
        .show_let(failure, move |error| failure_box(store, error))
        .show(
            move || store.with(Form::was_cancelled),
            || {
                el("p")
                    .class("stopped")
                    .child(strings::ANNOUNCEMENT_STOPPED)
            },
        )
        .child(send_button_and_progress(store))
}
