//! Reply time and office hours of a department.

use super::strings;
use super::template::fill;
use crate::rules::Department;

/// Returns the reply time and the office hours of a department. Returns `None` if neither is known.
#[must_use]
pub fn reply_time(department: &Department) -> Option<String> {
    let (reply, hours) = (&department.reply_within, &department.office_hours);
    let mut text = String::new();
    if !reply.is_empty() {
        text = fill(strings::DEPARTMENT_REPLY_WITHIN, &[("time", reply)]);
    }
    if !hours.is_empty() {
        text.push_str(if text.is_empty() { "" } else { " " });
        text.push_str(&fill(strings::DEPARTMENT_OFFICE_HOURS, &[("time", hours)]));
    }
    (!text.is_empty()).then_some(text)
}
