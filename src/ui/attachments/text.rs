//! The first lines of a text, for those who are not sure which log it was.

use super::super::dom::{El, el};
use super::super::{effects::Peek, store::Store, words};
use super::row::labelled;
use crate::form::FileId;
use leptos::task;
use std::cell::Cell;
use std::rc::Rc;
use web_sys::{Element, HtmlDetailsElement};

/// Its first lines, read when they are asked for.
pub fn beginning(store: Store, file: FileId) -> El {
    let lines = el("pre").attr("dir", "auto").attr("tabindex", "0");
    let details = el("details");
    let (shown, opened): (Element, HtmlDetailsElement) = (lines.node().clone(), details.as_a());
    let is_read = Rc::new(Cell::new(false));
    let toggled = move |_| {
        let reading = store.perform(|performer| performer.peek(file));
        let Some(reading) = reading.filter(|_| opened.open() && !is_read.get()) else {
            return;
        };
        let (shown, is_read) = (shown.clone(), is_read.clone());
        task::spawn_local(async move {
            let peek = reading.await;
            // What could not be had may be had the next time.
            is_read.set(peek.is_some());
            let text = peek.map_or(words::NOT_READ.into(), text_of);
            shown.set_text_content(Some(&text));
        });
    };
    let summary = el("summary").text(words::FIRST_LINES);
    details
        .child(labelled(
            summary,
            &format!("open-ticket-lines-{}", file.0),
            file,
        ))
        .child(lines)
        .on("toggle", toggled)
}

fn text_of(peek: Peek) -> String {
    if peek.goes_on {
        peek.text + "\n…"
    } else {
        peek.text
    }
}
