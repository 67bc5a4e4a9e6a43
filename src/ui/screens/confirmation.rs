//! The confirmation of an opened ticket: its number and a link to it.

use super::confirmation_elements::ConfirmationElements;
use crate::form::{Event, Form, Phase};
use crate::locale::strings;
use crate::ui::dom::{El, button, el, render_effect, slot};
use crate::ui::editor_chunk;
use crate::ui::runtime::store::Store;
use crate::ui::text;
use leptos::prelude::untrack;
use std::cell::Cell;

/// Creates the screen, whose heading receives the focus. The editor chunk completes it.
pub fn confirmation_screen(store: Store) -> El {
    let (number, email) = store.with_untracked(|form| match form.phase() {
        Phase::Opened(opened) => {
            let user = form.rules().and_then(|rules| rules.requester.as_ref());
            let email = user.and_then(|user| user.email.as_ref());
            let email = email.map_or_else(|| opened.guest_email(), |email| email.as_str());
            (opened.ticket().number().to_owned(), email.to_owned())
        }
        _ => Default::default(),
    });
    let check_mark = el("span").class("check-mark").attr("aria-hidden", "true");
    let heading = el("h2")
        .attr("tabindex", "-1")
        .child(text::OPENED_HEADING.0)
        .child(untranslated("number", &number))
        .child(text::OPENED_HEADING.1);
    let check_mark = check_mark.child("✓");
    let head = el("div").class("head").child(check_mark).child(heading);
    // The files of a dropped folder may be added after the submission.
    let hint = move || match store.with(Form::has_unsent_changes) {
        true => el("p").child(strings::OPENED_CHANGED_SINCE),
        false if email.is_empty() => el("p").child(strings::OPENED_NEXT_STEPS),
        false => el("p")
            .child(text::OPENED_REPLY_TO.0)
            .child(untranslated("email", &email))
            .child(text::OPENED_REPLY_TO.1),
    };
    let link = store.with_untracked(Form::ticket_link).map(|url| {
        // The URL gives access to the ticket: other sites must not receive it as a referrer.
        el("a")
            .class("button primary")
            .attr("part", "open-ticket-button")
            .attr("href", url)
            .attr("referrerpolicy", "no-referrer")
            .child(strings::OPENED_VIEW)
    });
    let restart = move |_| store.dispatch(Event::Restarted);
    let another = button("button", strings::OPENED_ANOTHER, restart);
    let elements = ConfirmationElements {
        store,
        head: head.clone(),
        details: el("div"),
        actions: el("div").class("actions").child(link).child(another),
    };
    let screen = el("div")
        .class("confirmation")
        .attr("part", "open-ticket-confirmation")
        .child(head)
        .rebuild_on(
            move || u32::from(store.with(Form::has_unsent_changes)),
            hint,
        )
        .child(elements.details.clone())
        .child(elements.actions.clone())
        .child(slot("confirmation"));
    let is_complete = Cell::new(false);
    render_effect(move || {
        if let Some(module) = editor_chunk::loaded().filter(|_| !is_complete.replace(true)) {
            untrack(|| module.confirmation_details(&elements));
        }
    });
    screen
}

fn untranslated(class: &str, text: &str) -> El {
    let element = el("span").class(class).attr("translate", "no");
    element.child(text)
}
