//! The confirmation of an opened ticket: its number and a link to it.

use crate::form::{Event, Form, Phase};
use crate::locale::strings;
use crate::ui::dom::{El, button, el, slot};
use crate::ui::runtime::store::Store;
use crate::ui::text;

/// Creates the screen, whose heading receives the focus.
pub fn confirmation_screen(store: Store) -> El {
    let number = store.with_untracked(|form| match form.phase() {
        Phase::Opened(opened) => opened.ticket().number().to_owned(),
        _ => String::new(),
    });
    let heading = el("h2")
        .attr("tabindex", "-1")
        .child(text::OPENED_HEADING.0)
        .child(ticket_number(&number))
        .child(text::OPENED_HEADING.1);
    // The files of a dropped folder may be added after the submission.
    let hint = move || match store.with(Form::has_unsent_changes) {
        true => strings::OPENED_CHANGED_SINCE,
        false => strings::OPENED_NEXT_STEPS,
    };
    let link = store.with_untracked(Form::ticket_link).map(|url| {
        // The URL gives access to the ticket: other sites must not receive it as a referrer.
        el("a")
            .class("button primary")
            .attr("href", url)
            .attr("referrerpolicy", "no-referrer")
            .child(strings::OPENED_VIEW)
    });
    let restart = move |_| store.dispatch(Event::Restarted);
    let actions = el("div").class("actions").child(link).child(button(
        "button",
        strings::OPENED_ANOTHER,
        restart,
    ));
    let check_mark = el("span").class("check-mark").attr("aria-hidden", "true");
    el("div")
        .class("confirmation")
        .attr("part", "open-ticket-confirmation")
        .child(check_mark.child("✓"))
        .child(heading)
        .child(el("p").class("hint").child(hint))
        .child(actions)
        .child(slot("confirmation"))
}

fn ticket_number(number: &str) -> El {
    let element = el("span").class("number").attr("translate", "no");
    element.child(number)
}
