//! Hint of the department field, which depends on the selected department.

use crate::locale;
use crate::rules::{Department, Rules};
use crate::ui::runtime::store::Store;

/// Maximum number of departments that are all visible, each with its description.
const MAX_CARDS: usize = 4;

/// Returns the text below the field (tracked), one line each: the description of the selected department,
/// unless its card shows it, and its reply time and office hours.
pub fn department_hint(store: Store) -> Option<String> {
    store.with(|form| {
        let rules = form.rules()?;
        let department = rules.department(form.draft().department?)?;
        let mut hint = String::new();
        if !has_cards(rules) {
            hint.push_str(&department.description);
        }
        if let Some(reply_time) = locale::reply_time(department) {
            if !hint.is_empty() {
                hint.push('\n');
            }
            hint.push_str(&reply_time);
        }
        (!hint.is_empty()).then_some(hint)
    })
}

/// Returns `true` if each department is a card; `false` for a select.
pub fn has_cards(rules: &Rules) -> bool {
    (1..=MAX_CARDS).contains(&offered_departments(rules).count())
}

/// Returns the departments of the field. Guests cannot select those for clients only.
pub fn offered_departments(rules: &Rules) -> impl Iterator<Item = &Department> {
    let is_signed_in = rules.requester.is_some();
    let departments = rules.departments.iter();
    departments.filter(move |department| is_signed_in || !department.clients_only)
}
