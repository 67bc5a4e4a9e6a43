//! The priority of the ticket.

use super::labelled_field::Requirement;
use super::select_field::SelectField;
use crate::form::Edit;
use crate::locale;
use crate::ticket::{Field, Priority};
use crate::ui::dom::El;
use crate::ui::runtime::store::Store;

/// Creates the field.
pub fn priority(store: Store) -> El {
    let field = SelectField {
        field: Field::Priority,
        requirement: Requirement::Required,
        options: |rules| {
            let option =
                |p: &Priority| (p.as_str().to_owned(), locale::priority_label(*p).to_owned());
            rules.priorities.iter().map(option).collect()
        },
        selected: |draft| draft.priority.as_str().to_owned(),
        edit: |value| Edit::Priority(Priority::parse(&value).unwrap_or_default()),
    };
    field.view(store)
}
