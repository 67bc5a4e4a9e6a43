//! The department of the ticket.

use super::labelled_field::Requirement;
use super::select_field::{SelectField, with_empty_option};
use crate::form::Edit;
use crate::locale::strings;
use crate::ticket::{DepartmentId, Field};
use crate::ui::dom::{El, el};
use crate::ui::runtime::store::Store;

/// Creates the field, with the department's description below it. Departments for clients only are
/// hidden from guests.
pub fn department(store: Store) -> El {
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
            let is_signed_in = rules.requester.is_some();
            let available = rules.departments.iter();
            let available = available.filter(|d| is_signed_in || !d.clients_only);
            let options = available.map(|d| (d.id.to_string(), d.name.clone()));
            with_empty_option(strings::CHOICE_DEPARTMENT, options)
        },
        selected: |draft| {
            draft
                .department
                .map(|id| id.to_string())
                .unwrap_or_default()
        },
        edit: |value| Edit::Department(value.parse().ok().and_then(DepartmentId::new)),
    };
    field.view(store).show_let(description, |text| {
        el("p").class("hint").attr("dir", "auto").child(text)
    })
}
