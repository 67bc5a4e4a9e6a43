//! The message template of a department, which counts as blank until it is changed.

use super::{Department, Rules};
use crate::ticket::{DepartmentId, Message, Violation};

impl Rules {
    /// Returns the message template of a department; empty if it has none.
    #[must_use]
    pub fn message_template(&self, department: Option<DepartmentId>) -> &str {
        let department = department.and_then(|id| self.department(id));
        department.map_or("", |department| &department.message_template)
    }

    /// Validates a message to a department.
    #[must_use]
    pub fn validate_message(
        &self,
        message: &Message,
        department: Option<DepartmentId>,
    ) -> Option<Violation> {
        if self.is_blank_message(message.as_str(), department) {
            return Some(Violation::Missing);
        }
        self.limits.validate_message(message)
    }

    /// Returns `true` if a message is blank or the unchanged template of the department.
    #[must_use]
    pub fn is_blank_message(&self, message: &str, department: Option<DepartmentId>) -> bool {
        let message = message.trim();
        message.is_empty() || Department::is_same_text(message, self.message_template(department))
    }
}

impl Department {
    /// Compares two texts without the line breaks at their ends. A browser sends line breaks as CRLF.
    fn is_same_text(one: &str, other: &str) -> bool {
        one.lines().eq(other.trim().lines())
    }
}
