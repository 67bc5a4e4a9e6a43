//! The frame of a field: its label, its hint and its error message.

use super::control::with_description;
use super::ids::{control_id, error_id, hint_id};
use crate::form::Form;
use crate::locale;
use crate::rules::{CustomField, HelpPart, help_parts};
use crate::ticket::Field;
use crate::ui::dom::{El, el, new_tab_link};
use crate::ui::runtime::store::Store;
use crate::ui::text;
use std::cell::RefCell;

/// The part of labels and legends.
const LABEL_PART: &str = "open-ticket-label";

/// Requirement of a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Requirement {
    Required,
    Optional,
}

/// Options of a field's frame.
pub struct LabelOptions {
    /// A check box, which precedes its label and the links in its hint. Other controls follow them.
    pub check_box: Option<El>,
    /// Text of the label.
    pub name: String,
    /// Text below the label, with links as in the help of a custom field; empty for none.
    pub hint: String,
    pub requirement: Requirement,
    /// The custom field, if the field is one.
    pub custom_field: Option<CustomField>,
}

impl LabelOptions {
    /// Returns the options of a required standard field without a hint.
    pub fn required(field: Field) -> Self {
        Self {
            check_box: None,
            name: locale::field_label(field).to_owned(),
            hint: String::new(),
            requirement: Requirement::Required,
            custom_field: None,
        }
    }
}

/// Creates a field's frame. The caller appends the control, unless it is a check box.
pub fn labelled_field(store: Store, field: Field, options: LabelOptions) -> El {
    let LabelOptions {
        check_box,
        name,
        hint,
        requirement,
        custom_field,
    } = options;
    // The hint is not part of the label: selecting a link in it must not toggle a box.
    let hint = (!hint.is_empty()).then(|| {
        let frame = el("p").class("hint").attr("part", "open-ticket-hint");
        let frame = frame.attr("id", hint_id(field));
        help_parts(&hint)
            .into_iter()
            .fold(frame, |frame, part| match part {
                HelpPart::Text(text) => frame.child(text),
                HelpPart::Link { text, url } => frame.child(new_tab_link(url, text)),
            })
    });
    let frame = el("div")
        .child(check_box)
        .child(label(field, &name, requirement))
        .child(hint);
    with_error(frame, store, field, custom_field)
}

/// Creates the frame of a field with radio buttons. The role `radiogroup`, unlike the role of a
/// fieldset, exposes the single selection to screen readers, and allows `aria-invalid`.
pub fn radio_group(store: Store, field: Field) -> El {
    let legend_id = format!("{}-label", control_id(field));
    let legend = el("legend").attr("part", LABEL_PART);
    let legend = legend.attr("id", legend_id.clone());
    let frame = el("fieldset")
        .attr("role", "radiogroup")
        .attr("aria-labelledby", legend_id)
        .attr("aria-invalid", move || {
            store.has_error(field).then_some("true")
        })
        .child(legend.child(locale::field_label(field)));
    with_error(
        with_description(frame, store, field, false),
        store,
        field,
        None,
    )
}

/// Adds the error message to a frame.
fn with_error(frame: El, store: Store, field: Field, custom_field: Option<CustomField>) -> El {
    let violation = move || {
        store.with(|form| {
            let violation = form.violation(field)?;
            Some(locale::violation(field, custom_field.as_ref(), violation))
        })
    };
    // A resolved error keeps its space until the next submission: the caret must not move while the
    // user types the answer.
    let last = RefCell::new(None);
    let error = move || {
        let rejection = store.with(Form::rejection);
        if let Some(error) = violation() {
            *last.borrow_mut() = Some((error.clone(), rejection));
            return Some((error, false));
        }
        let (error, rejected) = last
            .take()
            .filter(|(_, of)| rejection.is_some() && *of == rejection)?;
        *last.borrow_mut() = Some((error.clone(), rejected));
        Some((error, true))
    };
    let error_message = move |(error, is_resolved): (String, bool)| {
        if is_resolved {
            return el("p").class("error resolved").child(error);
        }
        el("p")
            .class("error")
            .attr("part", "open-ticket-error")
            .attr("id", error_id(field))
            .child(
                el("span")
                    .class("visually-hidden")
                    .child(text::ERROR_PREFIX),
            )
            .child(error)
    };
    frame
        .class("field")
        .attr("part", "open-ticket-field")
        .class(("invalid", move || store.has_error(field)))
        .show_let(error, error_message)
}

/// Creates the label of a field.
pub fn label(field: Field, name: &str, requirement: Requirement) -> El {
    let optional = (requirement == Requirement::Optional)
        .then(|| el("span").class("optional").child(locale::OPTIONAL_SUFFIX));
    el("label")
        .attr("part", LABEL_PART)
        .attr("for", control_id(field))
        .child(name)
        .child(optional)
}
