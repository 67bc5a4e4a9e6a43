//! The department's own questions.

use super::choices::option;
use super::dom::{El, control_of, el, held};
use super::field::{Around, Need, control, labelled};
use super::{store::Store, words};
use crate::form::{Edit, Event};
use crate::rules::{CustomField, FieldKind, TICKED};
use crate::ticket::{Field, FieldId};

/// Adds all questions that the chosen department asks, given the answers so far. A question that
/// stays is not built anew, so nobody loses the focus to another one.
pub fn with_questions(fields: El, store: Store) -> El {
    let asked = move || {
        store.with(|form| {
            let department = form.rules()?.department(form.draft().department?)?;
            let answers = form.draft().answers_to(department);
            Some(department.asked(&answers).map(|field| field.id).collect())
        })
    };
    let question = move |id: FieldId| {
        let field = store.once(|form| form.rules()?.question(id).cloned());
        field.map_or_else(|| el("div"), |field| question(store, field))
    };
    fields.each(move || asked().unwrap_or_default(), question)
}

fn question(store: Store, field: CustomField) -> El {
    let place = Field::Custom(field.id);
    let need = if field.required {
        Need::Required
    } else {
        Need::Optional
    };
    let has_hint = !field.help.is_empty();
    let control = |tag| control(tag, store, place, has_hint);
    let (id, default) = (field.id, field.default.clone());
    let now =
        move || store.with(|form| form.draft().answers.get(id).unwrap_or(&default).to_owned());
    let answer = move |text| store.dispatch(Event::Edited(Edit::Answer(id, text)));
    let written = |control: El, now: Answer| {
        let control = control.attr("dir", "auto").value_by(now);
        control.on("input", move |event| answer(held(&event)))
    };
    let line = |kind: &str, autocomplete: &str, now: Answer| {
        let line = control("input").attr("type", kind);
        written(line.attr("autocomplete", autocomplete), now)
    };
    let now: Answer = Box::new(now);
    let control = match &field.kind {
        // Answers to a support desk's questions are nobody's saved logins.
        FieldKind::Text => line("text", "off", now),
        FieldKind::Link => line("url", "off", now),
        FieldKind::Password => line("password", "new-password", now),
        FieldKind::TextArea => written(control("textarea").attr("rows", "4"), now),
        FieldKind::DropDown(options) => control("select")
            .child(option("", words::CHOOSE))
            .children(options.iter().map(|text| option(text, text)))
            .chosen_by(now)
            .on("change", move |event| answer(held(&event))),
        FieldKind::TickBox => control("input")
            .attr("type", "checkbox")
            .checked_by(move || now() == TICKED)
            .on("change", move |event| {
                let is_ticked = control_of(&event).is_some_and(|control| control.checked());
                answer(if is_ticked {
                    TICKED.to_owned()
                } else {
                    String::new()
                });
            }),
    };
    let is_tick = field.kind == FieldKind::TickBox;
    let around = Around {
        name: field.name.clone(),
        hint: field.help.clone(),
        need,
        asked: Some(field),
    };
    labelled(store, place, around)
        .child(control)
        .class_by("tick", move || is_tick)
}

/// An answer as it stands.
type Answer = Box<dyn Fn() -> String>;
