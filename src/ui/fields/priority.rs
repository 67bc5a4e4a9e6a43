//! Priority field, as radio buttons.

use super::radio_field::{RadioField, RadioOption};
use crate::form::Edit;
use crate::locale;
use crate::ticket::{Field, Priority};
use crate::ui::dom::El;
use crate::ui::runtime::store::Store;

/// Creates the field. WHMCS has three priorities, so all are visible.
pub fn priority(store: Store) -> El {
    let option = |priority: &Priority| RadioOption {
        value: priority.as_str().to_owned(),
        label: locale::priority_label(*priority).to_owned(),
        description: String::new(),
    };
    let priorities = store.with_untracked(|form| {
        let rules = form.rules()?;
        Some(rules.priorities.iter().map(option).collect())
    });
    let field = RadioField {
        field: Field::Priority,
        class: "segments",
        options: priorities.unwrap_or_default(),
        selected: |draft| draft.priority.as_str().to_owned(),
        edit: |value| Edit::Priority(Priority::parse(&value).unwrap_or_default()),
    };
    field.view(store)
}
