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
