//! Reply time and office hours of the selected department.

use crate::locale;
use crate::ui::runtime::store::Store;

/// Returns the text for the selected department, if it has one (tracked).
pub fn reply_time(store: Store) -> Option<String> {
    store.with(|form| {
        let department = form.rules()?.department(form.draft().department?)?;
        locale::reply_time(department)
    })
}
