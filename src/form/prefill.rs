//! Initial values of the fields, set by the host page.

use crate::ticket::{DepartmentId, Priority, Related};

/// Initial values of the fields, set by the host page. Values that the rules do not offer are
/// ignored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prefill {
    /// Department.
    pub department: Option<DepartmentId>,
    /// Related service or domain.
    pub related: Option<Related>,
    /// Priority. Default: the default priority of the rules.
    pub priority: Option<Priority>,
    /// Name of a guest.
    pub name: String,
    /// Email address of a guest.
    pub email: String,
    /// Subject.
    pub subject: String,
    /// Message, as Markdown.
    pub message: String,
}

impl Prefill {
    /// Applies the values that differ between two others. Values of an opened ticket, which were
    /// cleared, stay cleared.
    pub(super) fn apply_changes(&mut self, from: &Self, to: &Self) {
        apply(&mut self.department, &from.department, &to.department);
        apply(&mut self.related, &from.related, &to.related);
        apply(&mut self.priority, &from.priority, &to.priority);
        apply(&mut self.name, &from.name, &to.name);
        apply(&mut self.email, &from.email, &to.email);
        apply(&mut self.subject, &from.subject, &to.subject);
        apply(&mut self.message, &from.message, &to.message);
    }
}

fn apply<T: Clone + PartialEq>(value: &mut T, from: &T, to: &T) {
    if from != to {
        value.clone_from(to);
    }
}
