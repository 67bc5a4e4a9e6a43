//! A field with a native select, which has the best support on phones, with screen readers and with
//! keyboards.

use super::control::control;
use super::labelled_field::{LabelOptions, Requirement, labelled_field};
use crate::form::{Draft, Edit, Event};
use crate::rules::Rules;
use crate::ticket::Field;
use crate::ui::dom::{El, Prop, el};
use crate::ui::runtime::store::Store;
use leptos::ev;
use leptos::prelude::event_target_value;

/// Value and text of an option.
pub type SelectOption = (String, String);

/// A field with a select.
pub struct SelectField {
    pub field: Field,
    pub requirement: Requirement,
    /// Returns the options.
    pub options: fn(&Rules) -> Vec<SelectOption>,
    /// Reads the selected value from the draft.
    pub selected: fn(&Draft) -> String,
    /// Converts the selected value into an edit.
    pub edit: fn(String) -> Edit,
}

impl SelectField {
    /// Creates the field.
    pub fn view(self, store: Store) -> El {
        let Self {
            field,
            requirement,
            options,
            selected,
            edit,
        } = self;
        let options = store.with_untracked(|form| form.rules().map(options));
        let options = options.unwrap_or_default().into_iter();
        let select = control("select", store, field, false)
            .children(options.map(|(value, text)| option(&value, &text)))
            .prop(Prop::SelectedOption, move || {
                store.with(|form| selected(form.draft()))
            })
            .on(ev::change, move |event| {
                store.dispatch(Event::Edited(edit(event_target_value(&event))));
            });
        let label = LabelOptions {
            requirement,
            ..LabelOptions::required(field)
        };
        labelled_field(store, field, label).child(select)
    }
}

/// Returns options after one that selects nothing.
pub fn with_empty_option(
    empty: &str,
    options: impl Iterator<Item = SelectOption>,
) -> Vec<SelectOption> {
    let empty = (String::new(), empty.to_owned());
    std::iter::once(empty).chain(options).collect()
}

/// Creates an option.
pub fn option(value: &str, text: &str) -> El {
    el("option").attr("value", value).child(text)
}
