//! What to expect of a department.

use super::strings;
use super::template::fill;
use crate::rules::Department;

/// Returns when a department replies and its office hours; `None` if neither is known.
#[must_use]
pub fn expectation(department: &Department) -> Option<String> {
    let mut text = String::new();
    for (template, time) in [
        (strings::DEPARTMENT_REPLY_WITHIN, &department.reply_within),
        (strings::DEPARTMENT_OFFICE_HOURS, &department.office_hours),
    ] {
        if !time.is_empty() {
            text.push_str(if text.is_empty() { "" } else { " " });
            text.push_str(&fill(template, &[("time", time)]));
        }
    }
    (!text.is_empty()).then_some(text)
}
