//! A field: its label, its hint, what is wrong with it, and its control.

use super::dom::{El, classed, el, held};
use super::{store::Store, words};
use crate::form::{Draft, Edit, Event, FileId};
use crate::rules::CustomField;
use crate::ticket::Field;
use web_sys::HtmlElement;

/// The id of a field's control.
pub fn control_id(field: Field) -> String {
    match field {
        Field::Name => "open-ticket-name".into(),
        Field::Email => "open-ticket-email".into(),
        Field::Department => "open-ticket-department".into(),
        Field::Related => "open-ticket-related".into(),
        Field::Priority => "open-ticket-priority".into(),
        Field::Subject => "open-ticket-subject".into(),
        Field::Message => "open-ticket-message".into(),
        Field::Files => "open-ticket-files".into(),
        Field::Custom(id) => format!("open-ticket-custom-{id}"),
    }
}

/// The id of the sentence that says what is wrong at a field.
pub fn error_id(field: Field) -> String {
    format!("{}-error", control_id(field))
}

/// The id of a field's hint.
pub fn hint_id(field: Field) -> String {
    format!("{}-hint", control_id(field))
}

/// The id of the button that takes a file out.
pub fn remove_id(file: FileId) -> String {
    format!("open-ticket-remove-{}", file.0)
}

/// The id of the button that adds files.
pub fn adder_id() -> String {
    format!("{}-add", control_id(Field::Files))
}

/// Moves the focus to a control that is where the person just was: the page stays in its place.
pub fn focus_in_place(control: &HtmlElement) {
    let _ = control.focus();
}

/// Moves the focus to a control and brings its label into view, too: a control whose label is
/// scrolled away is a box without a name.
pub fn focus(control: &HtmlElement) {
    let field = control.closest(".field").ok().flatten();
    field
        .as_ref()
        .unwrap_or(control)
        .scroll_into_view_with_bool(true);
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = control.focus_with_options(&options);
}

/// A control of a field: it names its description, the hint and the complaint, whichever are there,
/// and says that it is wrong only once it was judged (ARIA21).
pub fn control(tag: &str, store: Store, field: Field, has_hint: bool) -> El {
    described(el(tag), store, field, has_hint)
        .attr("id", &control_id(field))
        .attr_by("aria-invalid", move || {
            store.is_wrong(field).then_some("true")
        })
}

/// Lets a control of a field name its description.
pub fn described(control: El, store: Store, field: Field, has_hint: bool) -> El {
    let ids = move || match (has_hint, store.is_wrong(field)) {
        (false, false) => None,
        (true, false) => Some(hint_id(field)),
        (false, true) => Some(error_id(field)),
        (true, true) => Some(format!("{} {}", hint_id(field), error_id(field))),
    };
    control.attr_by("aria-describedby", ids)
}

/// What stands around a control.
pub struct Around {
    /// Its label.
    pub name: String,
    /// A line about it; empty for none.
    pub hint: String,
    pub need: Need,
    /// Its custom field, if it is one.
    pub asked: Option<CustomField>,
}

impl Around {
    /// What stands around a field that everybody is asked for.
    pub fn plain(field: Field) -> Self {
        Self {
            name: words::label(field).to_owned(),
            hint: String::new(),
            need: Need::Required,
            asked: None,
        }
    }
}

/// A label, a hint and the complaint, above a control.
pub fn labelled(store: Store, field: Field, around: Around) -> El {
    let Around {
        name,
        hint,
        need,
        asked,
    } = around;
    let hint =
        (!hint.is_empty()).then(|| classed("p", "hint").attr("id", &hint_id(field)).text(&hint));
    let complaint = move || {
        store.with(|form| {
            let complaint = form.complaint(field)?;
            Some(words::complaint(field, asked.as_ref(), complaint))
        })
    };
    let said = move |complaint: String| {
        classed("p", "error")
            .attr("id", &error_id(field))
            .child(classed("span", "unseen").text(words::ERROR))
            .text(&complaint)
    };
    classed("div", "field")
        .class_by("wrong", move || store.is_wrong(field))
        .child(label(field, &name, need))
        .maybe(hint)
        .some(complaint, said)
}

/// The label of a control.
pub fn label(field: Field, name: &str, need: Need) -> El {
    let optional =
        (need == Need::Optional).then(|| classed("span", "optional").text(words::OPTIONAL));
    let label = el("label").attr("for", &control_id(field));
    label.text(name).maybe(optional)
}

/// Whether a field may be left out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Need {
    Required,
    Optional,
}

/// One line of text.
pub struct Line {
    pub field: Field,
    /// The `type` of the control.
    pub kind: &'static str,
    /// What the browser may fill in (WCAG 1.3.5).
    pub autocomplete: &'static str,
    /// What is in it.
    pub text: fn(&Draft) -> &str,
    /// What it is to become.
    pub edit: fn(String) -> Edit,
}

impl Line {
    /// The field.
    pub fn of(self, store: Store) -> El {
        let Self {
            field,
            kind,
            autocomplete,
            text,
            edit,
        } = self;
        let spell_check = if kind == "email" { "false" } else { "true" };
        let input = control("input", store, field, false)
            .attr("type", kind)
            .attr("autocomplete", autocomplete)
            .attr("spellcheck", spell_check)
            .attr("dir", "auto")
            .value_by(move || store.with(|form| text(form.draft()).to_owned()))
            .on("input", move |event| {
                store.dispatch(Event::Edited(edit(held(&event))));
            });
        labelled(store, field, Around::plain(field)).child(input)
    }
}
