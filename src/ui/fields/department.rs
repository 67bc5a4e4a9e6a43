//! The department of the ticket.

use super::department_hint::{department_hint, has_cards, offered_departments};
use super::ids::hint_id;
use super::labelled_field::Requirement;
use super::radio_field::{RadioField, RadioOption};
use super::select_field::{SelectField, with_empty_option};
use crate::form::{Announcement, Draft, Edit};
use crate::locale::strings;
use crate::rules::{Department, Rules};
use crate::ticket::{DepartmentId, Field};
use crate::ui::dom::{El, el};
use crate::ui::runtime::store::Store;
use leptos::ev;

/// Creates the field: a radio button for each department, or a select if there are many.
/// Departments for clients only are hidden from guests.
pub fn department(store: Store) -> El {
    let cards = store.with_untracked(|form| form.rules().filter(|it| has_cards(it)).map(cards));
    let field = match cards {
        Some(options) => RadioField {
            field: Field::Department,
            class: "cards",
            options,
            selected,
            edit,
        }
        .view(store),
        None => department_select(store),
    };
    with_hint(field, store)
}

/// Creates the field with a select.
fn department_select(store: Store) -> El {
    let field = SelectField {
        field: Field::Department,
        requirement: Requirement::Required,
        options: |rules| {
            let options = offered_departments(rules).map(|d| (d.id.to_string(), d.name.clone()));
            with_empty_option(strings::CHOICE_DEPARTMENT, options)
        },
        selected,
        edit,
    };
    field.view(store)
}

/// Adds the hint of the selected department. It describes the field, and is announced when the user
/// selects another department: the focus stays in the field then.
fn with_hint(field: El, store: Store) -> El {
    let announce = move |_| {
        for line in department_hint(store).unwrap_or_default().lines() {
            store.announce(Announcement::DepartmentHint(line.to_owned()));
        }
    };
    let view = |text| {
        let hint = el("p").class("hint").attr("dir", "auto");
        hint.attr("id", hint_id(Field::Department)).child(text)
    };
    let field = field.on(ev::change, announce);
    field.show_let(move || department_hint(store), view)
}

fn cards(rules: &Rules) -> Vec<RadioOption> {
    let card = |department: &Department| RadioOption {
        value: department.id.to_string(),
        label: department.name.clone(),
        description: department.description.clone(),
    };
    offered_departments(rules).map(card).collect()
}

fn selected(draft: &Draft) -> String {
    let id = draft.department.map(|id| id.to_string());
    id.unwrap_or_default()
}

fn edit(value: String) -> Edit {
    Edit::Department(value.parse().ok().and_then(DepartmentId::new))
}
