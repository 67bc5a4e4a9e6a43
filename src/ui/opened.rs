//! The ticket is open: its number, and the way to it.

use super::dom::{El, button, classed, el};
use super::{slot, store::Store, words};
use crate::form::{Event, Form, Phase};

/// Stands in the form's place, and takes the focus.
pub fn confirmation(store: Store) -> El {
    let number = store.once(|form| match form.phase() {
        Phase::Opened(opened) => opened.number().to_owned(),
        _ => String::new(),
    });
    let heading = el("h2")
        .attr("tabindex", "-1")
        .text(words::OPENED.0)
        .child(classed("span", "number").text(&number))
        .text(words::OPENED.1);
    // Files of a folder may still come.
    let hint = move || match store.with(Form::has_more) {
        true => words::MORE,
        false => words::KEEP_NUMBER,
    };
    let link = store.once(Form::ticket_link).map(|link| {
        // The link opens the ticket to whoever has it: no other site may learn it.
        classed("a", "button main")
            .attr("href", &link)
            .attr("referrerpolicy", "no-referrer")
            .text(words::VIEW)
    });
    let another = move |_| store.dispatch(Event::Restarted);
    let ways = classed("div", "send").maybe(link);
    let tick = classed("span", "done").attr("aria-hidden", "true");
    classed("div", "confirmation")
        .attr("part", "open-ticket-done")
        .child(tick.text("✓"))
        .child(heading)
        .child(classed("p", "hint").text_by(hint))
        .child(ways.child(button("button", words::ANOTHER, another)))
        .child(slot("done"))
}
