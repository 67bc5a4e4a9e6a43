//! The department of the ticket.

use super::department_reply_time::reply_time;
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

/// Maximum number of departments that are all visible, each with its description.
const MAX_CARDS: usize = 4;

/// Creates the field: a radio button for each department, or a select if there are many.
/// Departments for clients only are hidden from guests.
pub fn department(store: Store) -> El {
    let cards = store.with_untracked(|form| form.rules().map(cards));
    let cards = cards.unwrap_or_default();
    if !(1..=MAX_CARDS).contains(&cards.len()) {
        return department_select(store);
    }
    let field = RadioField {
        field: Field::Department,
        class: "cards",
        options: cards,
        selected,
        edit,
    };
    with_reply_time(field.view(store), store)
}

/// Creates the field with a select, and the selected department's description below it.
fn department_select(store: Store) -> El {
    let description = move || {
        store.with(|form| {
            let department = form.rules()?.department(form.draft().department?)?;
            Some(department.description.clone()).filter(|text| !text.is_empty())
        })
    };
    let field = SelectField {
        field: Field::Department,
        requirement: Requirement::Required,
        options: |rules| {
            let options = available(rules).map(|d| (d.id.to_string(), d.name.clone()));
            with_empty_option(strings::CHOICE_DEPARTMENT, options)
        },
        selected,
        edit,
    };
    let field = field.view(store).show_let(description, hint);
    with_reply_time(field, store)
}

/// Adds the reply time and the office hours of the selected department. They describe the field, and are
/// announced when the user selects another department: the focus stays in the field then.
fn with_reply_time(field: El, store: Store) -> El {
    let announce = move |_| {
        if let Some(text) = reply_time(store) {
            store.announce(Announcement::ReplyTime(text));
        }
    };
    let field = field.on(ev::change, announce);
    let view = |text| hint(text).attr("id", hint_id(Field::Department));
    field.show_let(move || reply_time(store), view)
}

fn hint(text: String) -> El {
    el("p").class("hint").attr("dir", "auto").child(text)
}

fn cards(rules: &Rules) -> Vec<RadioOption> {
    let card = |department: &Department| RadioOption {
        value: department.id.to_string(),
        label: department.name.clone(),
        description: department.description.clone(),
    };
    available(rules).map(card).collect()
}

fn available(rules: &Rules) -> impl Iterator<Item = &Department> {
    let is_signed_in = rules.requester.is_some();
    let departments = rules.departments.iter();
    departments.filter(move |department| is_signed_in || !department.clients_only)
}

fn selected(draft: &Draft) -> String {
    let id = draft.department.map(|id| id.to_string());
    id.unwrap_or_default()
}

fn edit(value: String) -> Edit {
    Edit::Department(value.parse().ok().and_then(DepartmentId::new))
}
