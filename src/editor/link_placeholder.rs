//! Placeholder for the address of a new link.

/// Text that stands for the address until the user enters it. The link command selects it.
pub(super) const PLACEHOLDER: &str = "url";
