//! A file that goes along, unless something is wrong with it.

use super::super::bytes::readable;
use super::super::dom::{El, button, classed, el};
use super::super::field::remove_id;
use super::super::{sending::part_done, store::Store, words};
use super::{picture::picture, text::beginning};
use crate::form::{Chosen, Edit, Event, FileId, Form};
use crate::rules::is_text;
use crate::ticket::{Field, visible};

/// The row.
pub fn row(store: Store, file: &Chosen) -> El {
    let id = file.id;
    let called = file.called.as_deref().map(|called| {
        let text = words::renamed(&visible(called));
        classed("span", "meta").text(&text)
    });
    let shows_text = is_text(&file.name) && file.size > 0;
    let remove = move |_| store.dispatch(Event::Edited(Edit::FileRemoved(id)));
    let remove = button("button quiet", words::REMOVE, remove);
    let about = classed("span", "about")
        .child(name(file))
        .some(move || store.with(|form| said(form, id)), size_or_wrong)
        .some(
            move || store.with(|form| form.file(id)?.shrunk_from),
            move |before| shrunk(store, id, before),
        )
        .child(part_done(store, id))
        .maybe(called)
        .maybe(shows_text.then(|| beginning(store, id)));
    el("li")
        .child(picture(store, id, &file.name))
        .child(about)
        .child(labelled(remove, &remove_id(id), id))
}

/// The name of a file.
pub fn name(file: &Chosen) -> El {
    classed("span", "name")
        .attr("dir", "auto")
        .attr("id", &name_id(file.id))
        .text(&file.name.to_string())
}

fn name_id(file: FileId) -> String {
    format!("open-ticket-file-{}", file.0)
}

/// Names a control by its words and by the file that it is of.
pub fn labelled(control: El, id: &str, file: FileId) -> El {
    control
        .attr("id", id)
        .attr("aria-labelledby", &format!("{id} {}", name_id(file)))
}

/// How large it is, or what is wrong with it, and whether that is wrong.
fn said(form: &Form, id: FileId) -> Option<(String, bool)> {
    Some(match form.wrong_with(id) {
        Some(wrong) => (words::complaint(Field::Files, None, &wrong), true),
        None => (readable(form.file(id)?.size), false),
    })
}

fn size_or_wrong((text, is_wrong): (String, bool)) -> El {
    classed("span", if is_wrong { "meta bad" } else { "meta" }).text(&text)
}

/// What a picture was before it was made smaller, and the way back.
fn shrunk(store: Store, id: FileId, before: u64) -> El {
    let keep = move |_| store.dispatch(Event::Edited(Edit::OriginalKept(id)));
    let keep = button("link", words::KEEP_ORIGINAL, keep);
    classed("span", "meta shrunk")
        .text(&words::shrunk(before))
        .text(" ")
        .child(labelled(
            keep,
            &format!("open-ticket-original-{}", id.0),
            id,
        ))
}
