//! The message template of a department, which counts as blank until it is changed.

use super::Rules;
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
        let template = self.message_template(department).trim();
        // A browser without scripts sends line breaks as CRLF. Long messages are not copied.
        let may_be_equal = message.len() <= 2 * template.len();
        message.is_empty() || (may_be_equal && message.replace("\r\n", "\n") == template)
    }
}
