//! The field for attachments.

use super::drop_zone::DropZone;
use super::file_inputs::{FileInputKind, file_input};
use super::file_list::file_list;
use crate::form::Form;
use crate::locale::{self, strings};
use crate::rules::Limits;
use crate::ticket::{Field, Violation};
use crate::ui::dom::{El, el};
use crate::ui::fields::ids::{error_id, hint_id};
use crate::ui::fields::{Requirement, label};
use crate::ui::runtime::store::Store;
use crate::ui::text;

/// Creates the field, which is part of the editor's footer: the list of selected files,
/// and below it the buttons, the limits and the allowed types. The drop zone covers the editor while
/// files are dragged over the form.
pub fn attachments_field(store: Store, drop_zone: DropZone) -> El {
    store.set_skipped_files(None);
    let limits = store.with_untracked(|form| form.rules().map(|rules| rules.limits.clone()));
    let rules_text = limits.as_ref().map(locale::short_file_rules);
    let (rules_text, types) = rules_text.unwrap_or_default();
    let accept = limits
        .as_ref()
        .map(|limits| accept_attribute(&limits.extensions));
    let allows_photos = limits.as_ref().is_some_and(Limits::allows_photos);
    let camera = allows_photos.then(|| file_input(store, FileInputKind::Camera, Some("image/*")));
    let drop_hint = el("span").class("hint drop-hint");
    let total = move || store.with(file_total);
    // Once files are selected, their number and total size are shown instead.
    let rules_hint = el("p").class("hint").attr("id", hint_id(Field::Files));
    let rules_hint = rules_hint
        .class(("visually-hidden", move || total().is_some()))
        .child(rules_text);
    let actions = el("div")
        .class("attach")
        .children(file_input(store, FileInputKind::Picker, accept.as_deref()))
        .children(camera.into_iter().flatten())
        .child(drop_hint.child(strings::FILES_DROP_OR_PASTE))
        .child(rules_hint)
        .show(
            move || total().is_some(),
            move || el("p").class("hint total").child(total),
        )
        .child(types.map(|types| type_list(&types)));
    let name = locale::field_label(Field::Files);
    el("div")
        .class("field attachments")
        .child(label(Field::Files, name, Requirement::Optional).class("visually-hidden"))
        .child(errors(store))
        .show_let(
            move || store.skipped_files(),
            |(name, count)| {
                el("p")
                    .class("hint")
                    .child(text::skipped_files(&name, count))
            },
        )
        .child(file_list(store))
        .child(actions)
        .show(
            move || drop_zone.is_dragged_over(),
            || el("p").class("drop-zone").child(strings::FILES_DROP),
        )
}

/// Creates the list of types, which is closed at first. No control references it, so screen readers
/// read it only when it is opened.
fn type_list(types: &str) -> El {
    el("details")
        .class("types")
        .child(el("summary").child(strings::FILES_TYPES_ALL))
        .child(el("p").class("hint").child(types))
}

/// Returns the number of selected files and their total size, with the limits; `None` if no file is
/// selected.
fn file_total(form: &Form) -> Option<String> {
    let (limits, draft) = (&form.rules()?.limits, form.draft());
    let size = draft.total_file_size();
    (!draft.files.is_empty()).then(|| locale::file_total(draft.files.len(), size, limits))
}

fn accept_attribute(extensions: &[String]) -> String {
    let extensions: Vec<_> = extensions.iter().map(|e| format!(".{e}")).collect();
    extensions.join(",")
}

/// Creates the errors that concern all files together; an error of one file is shown in its row.
fn errors(store: Store) -> El {
    let errors = move || {
        store.with(|form| {
            let problems = form.problems().iter().filter(|p| p.field == Field::Files);
            let problems = problems.filter(|problem| concerns_all_files(&problem.violation));
            let texts = problems.map(|p| locale::violation(Field::Files, None, &p.violation));
            texts.collect::<Vec<_>>()
        })
    };
    el("div")
        .attr("id", error_id(Field::Files))
        .keyed_list(errors, |text| el("p").class("error").child(text))
}

const fn concerns_all_files(violation: &Violation) -> bool {
    matches!(
        violation,
        Violation::TooManyFiles { .. }
            | Violation::FilesTooLarge { .. }
            | Violation::FilesTooLargeWithText { .. }
    )
}
