//! A violation and the field it belongs to.

use super::{Field, Violation};

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
