//! The custom fields of the selected department.

use super::control::{address_control, control};
use super::labelled_field::{LabelOptions, Requirement, labelled_field};
use super::select_field::option;
use crate::form::{Edit, Event};
use crate::locale::strings;
use crate::rules::{CustomField, FieldKind, TICK_BOX_ON};
use crate::ticket::{Field, FieldId, to_single_line};
use crate::ui::dom::{El, Prop, el};
use crate::ui::runtime::store::Store;
use leptos::ev;
use leptos::prelude::{event_target_checked, event_target_value};

/// Adds the custom fields that are visible with the current answers. A field that stays visible is
/// not rebuilt, so it keeps the focus.
pub fn with_custom_fields(fields: El, store: Store) -> El {
    let visible = move || {
        store.with(|form| {
            let department = form.rules()?.department(form.draft().department?)?;
            let answers = form.draft().answers_to(department);
            let revision = form.rules_revision().custom_fields;
            let visible = department.visible_fields(&answers);
            Some(visible.map(|field| (field.id, revision)).collect())
        })
    };
    let view = move |(id, _): (FieldId, u32)| {
        let field = store.with_untracked(|form| form.rules()?.custom_field(id).cloned());
        field.map_or_else(|| el("div"), |field| custom_field(store, field))
    };
    fields.keyed_list(move || visible().unwrap_or_default(), view)
}

fn custom_field(store: Store, custom_field: CustomField) -> El {
    let field = Field::Custom(custom_field.id);
    let requirement = if custom_field.required {
        Requirement::Required
    } else {
        Requirement::Optional
    };
    let is_check_box = custom_field.kind == FieldKind::TickBox;
    let control = custom_control(store, field, &custom_field);
    let (check_box, control) = match is_check_box {
        true => (Some(control), None),
        false => (None, Some(control)),
    };
    let options = LabelOptions {
        check_box,
        name: custom_field.name.clone(),
        hint: custom_field.help.clone(),
        requirement,
        custom_field: Some(custom_field),
    };
    labelled_field(store, field, options)
        .child(control)
        .class(("checkbox", is_check_box))
}

/// Reads the current answer.
type Answer = Box<dyn Fn() -> String>;

fn custom_control(store: Store, field: Field, custom_field: &CustomField) -> El {
    let (id, default) = (custom_field.id, custom_field.default.clone());
    let answer: Answer = Box::new(move || {
        store.with(|form| form.draft().answers.get(id).unwrap_or(&default).to_owned())
    });
    let edit = move |text| store.dispatch(Event::Edited(Edit::Answer(id, text)));
    let control = |tag| control(tag, store, field, !custom_field.help.is_empty());
    let text_control = |control: El, answer: Answer, clean: fn(String) -> String| {
        let control = control.attr("dir", "auto").prop(Prop::Value, answer);
        control.on(ev::input, move |event| {
            edit(clean(event_target_value(&event)))
        })
    };
    let input = |kind: &str, autocomplete: &str, answer: Answer| {
        let input = match kind {
            "url" => address_control(control("input"), "url"),
            kind => control("input").attr("type", kind),
        };
        let input = input.attr("autocomplete", autocomplete);
        text_control(input, answer, |text| to_single_line(&text).into_owned())
    };
    match &custom_field.kind {
        // The browser must not fill in a saved login.
        FieldKind::Text => input("text", "off", answer),
        FieldKind::Link => input("url", "off", answer),
        FieldKind::Password => input("password", "new-password", answer),
        FieldKind::TextArea => {
            text_control(control("textarea").attr("rows", "4"), answer, |text| text)
        }
        FieldKind::DropDown(options) => control("select")
            .child(option("", strings::CHOICE_CUSTOM_FIELD))
            .children(options.iter().map(|text| option(text, text)))
            .prop(Prop::SelectedOption, answer)
            .on(ev::change, move |event| edit(event_target_value(&event))),
        FieldKind::TickBox => control("input")
            .attr("type", "checkbox")
            .prop(Prop::Checked, move || answer() == TICK_BOX_ON)
            .on(ev::change, move |event| {
                edit(match event_target_checked(&event) {
                    true => TICK_BOX_ON.to_owned(),
                    false => String::new(),
                });
            }),
    }
}
