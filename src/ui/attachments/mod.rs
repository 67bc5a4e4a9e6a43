//! The files: chosen in five ways, listed, judged, taken out and put back.

mod adder;
mod picture;
mod removed;
mod row;
mod text;
mod ways;

pub use ways::{Dragging, pasted};

use super::dom::{El, classed, el};
use super::field::{Need, error_id, hint_id, label};
use super::{store::Store, words};
use crate::form::{FileId, Form};
use crate::ticket::{Complaint, Field};
use adder::{Way, adder};

/// The files that go along, below what chooses them.
pub fn attachments(store: Store, dragging: Dragging) -> El {
    let limits = store.once(|form| form.rules().map(|rules| rules.limits.clone()));
    let rules = limits.as_ref().map(words::file_rules).unwrap_or_default();
    let kinds = limits.as_ref().map(|limits| accepted(&limits.extensions));
    let takes_photos = limits.is_some_and(|limits| limits.takes_photos());
    let camera = takes_photos.then(|| adder(store, Way::Camera, Some("image/*")));
    let ways = classed("div", "drop")
        .class_by("over", move || dragging.is_over())
        .children(adder(store, Way::Picker, kinds.as_deref()))
        .children(camera.into_iter().flatten())
        .child(
            classed("span", "hint").text_by(move || match dragging.is_over() {
                true => words::DROP,
                false => words::DROP_OR_PASTE,
            }),
        );
    let hint = classed("p", "hint").attr("id", &hint_id(Field::Files));
    let name = words::label(Field::Files);
    classed("div", "field")
        .child(label(Field::Files, name, Need::Optional))
        .child(hint.text(&rules))
        .child(complaints(store))
        .child(ways)
        .child(list(store))
}

/// A file that comes back is a row of its own.
fn list(store: Store) -> El {
    let made = move |(id, is_kept): (FileId, bool)| match store.once(|form| form.file(id).cloned())
    {
        Some(file) if is_kept => row::row(store, &file),
        Some(file) => removed::removed(store, &file),
        None => el("li"),
    };
    classed("ul", "files")
        .class_by("unseen", move || store.with(Form::rows).is_empty())
        .each(move || store.with(Form::rows), made)
}

fn accepted(extensions: &[String]) -> String {
    let dotted: Vec<_> = extensions.iter().map(|e| format!(".{e}")).collect();
    dotted.join(",")
}

/// What is wrong with the files as a whole; what is wrong with one stands in its row.
fn complaints(store: Store) -> El {
    let said = move || {
        store.with(|form| {
            let problems = form.problems().iter().filter(|p| p.field == Field::Files);
            let whole = problems.filter(|problem| is_of_all(&problem.complaint));
            let words = whole.map(|p| words::complaint(Field::Files, None, &p.complaint));
            words.collect::<Vec<_>>()
        })
    };
    el("div")
        .attr("id", &error_id(Field::Files))
        .each(said, |text| classed("p", "error").text(&text))
}

const fn is_of_all(complaint: &Complaint) -> bool {
    matches!(
        complaint,
        Complaint::TooManyFiles { .. }
            | Complaint::FilesTooLarge { .. }
            | Complaint::FilesBesideWords { .. }
    )
}
