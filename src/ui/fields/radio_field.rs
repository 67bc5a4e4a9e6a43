//! A field with a native radio button for each option: all options are visible, and arrow keys select
//! one.

use super::ids::{control_id, radio_id};
use super::labelled_field::radio_group;
use crate::form::{Draft, Edit, Event};
use crate::ticket::Field;
use crate::ui::dom::{El, Prop, el};
use crate::ui::runtime::store::Store;
use leptos::ev;

/// Option of a radio group.
pub struct RadioOption {
    pub value: String,
    pub label: String,
    /// Text below the label; empty for none.
    pub description: String,
}

/// A field with radio buttons.
pub struct RadioField {
    pub field: Field,
    /// Class of the options' container: `cards` or `segments`.
    pub class: &'static str,
    pub options: Vec<RadioOption>,
    /// Reads the selected value from the draft.
    pub selected: fn(&Draft) -> String,
    /// Converts the selected value into an edit.
    pub edit: fn(String) -> Edit,
}

impl RadioField {
    /// Creates the field.
    pub fn view(self, store: Store) -> El {
        let Self {
            field,
            class,
            options,
            selected,
            edit,
        } = self;
        let options = options.into_iter().enumerate();
        let options = options.map(|(index, option)| {
            let RadioOption {
                value,
                label,
                description,
            } = option;
            let id = radio_id(field, index, &value);
            let hint_id = (!description.is_empty()).then(|| [&id, "-text"].concat());
            let hint = hint_id.as_deref().map(|id| {
                let hint = el("span").class("hint").attr("id", id);
                hint.attr("dir", "auto").child(description)
            });
            let radio = el("input")
                .attr("type", "radio")
                .attr("name", control_id(field))
                .attr("id", id.clone())
                .attr("value", value.clone())
                .attr("aria-describedby", hint_id.as_deref());
            let edited = value.clone();
            let radio = radio
                .prop(Prop::Checked, move || {
                    store.with(|form| selected(form.draft()) == value)
                })
                .on(ev::change, move |_| {
                    store.dispatch(Event::Edited(edit(edited.clone())));
                });
            let label = el("label").attr("for", id).attr("dir", "auto").child(label);
            el("div")
                .class("option")
                .child(radio)
                .child(label)
                .child(hint)
        });
        radio_group(store, field).child(el("div").class(class).children(options))
    }
}
