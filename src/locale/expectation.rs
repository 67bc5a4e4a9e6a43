//! What to expect of a department.

use super::strings;
use super::template::fill;
use crate::rules::Department;

/// Returns when a department replies and its office hours; `None` if neither is known.
#[must_use]
pub fn expectation(department: &Department) -> Option<String> {
    let reply = fill(
        strings::DEPARTMENT_REPLY_WITHIN,
        &[("time", &department.reply_within)],
    );
    let hours = fill(
        strings::DEPARTMENT_OFFICE_HOURS,
        &[("time", &department.office_hours)],
    );
    match (
        department.reply_within.is_empty(),
        department.office_hours.is_empty(),
    ) {
        (true, true) => None,
        (false, true) => Some(reply),
        (true, false) => Some(hours),
        (false, false) => Some([reply, hours].join(" ")),
    }
}
