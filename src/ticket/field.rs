//! Fields of the form.

use super::FieldId;

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Guest's name.
    Name,
    /// Guest's email address.
    Email,
    /// Department.
    Department,
    /// Related service or domain.
    Related,
    /// Priority.
    Priority,
    /// Subject.
    Subject,
    /// Message.
    Message,
    /// Custom field of the department.
    Custom(FieldId),
    /// Files.
    Files,
}
