//! A violation and the field it belongs to.

use super::{FieldId, Violation};

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

/// A violation at a field. Contains data only: the text is in [`locale`](crate::locale).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Problem {
    /// The field.
    pub field: Field,
    /// The violation.
    pub violation: Violation,
}

impl Problem {
    /// Creates a problem.
    #[must_use]
    pub const fn new(field: Field, violation: Violation) -> Self {
        Self { field, violation }
    }
}
