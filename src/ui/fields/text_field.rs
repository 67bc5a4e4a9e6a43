//! A field with one line of text.

use super::control::{address_control, control};
use super::labelled_field::{LabelOptions, labelled_field};
use crate::form::{Draft, Edit, Event};
use crate::ticket::Field;
use crate::ui::dom::{El, Prop};
use crate::ui::runtime::store::Store;
use leptos::ev;
use leptos::prelude::event_target_value;

/// A required field with one line of text.
pub struct TextField {
    pub field: Field,
    /// Keyboard of phones, as in `inputmode`: `text`, or `email` for an address.
    pub kind: &'static str,
    /// The `autocomplete` token of the control (WCAG 1.3.5).
    pub autocomplete: &'static str,
    /// Reads the text from the draft.
    pub text: fn(&Draft) -> &str,
    /// Converts new text into an edit.
    pub edit: fn(String) -> Edit,
}

impl TextField {
    /// Creates the field.
    pub fn view(self, store: Store) -> El {
        let Self {
            field,
            kind,
            autocomplete,
            text,
            edit,
        } = self;
        let input = control("input", store, field, false);
        let input = if kind == "email" {
            address_control(input, kind)
        } else {
            input.attr("type", "text").attr("spellcheck", "true")
        };
        let input = input
            .attr("autocomplete", autocomplete)
            .attr("dir", "auto")
            .prop(Prop::Value, move || {
                store.with(|form| text(form.draft()).to_owned())
            })
            .on(ev::input, move |event| {
                store.dispatch(Event::Edited(edit(event_target_value(&event))));
            });
        labelled_field(store, field, LabelOptions::required(field)).child(input)
    }
}
