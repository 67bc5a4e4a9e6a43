//! Labels of fields and options.

use super::strings;
use super::template::{prefix, suffix};
use crate::rules::SignedInUser;
use crate::ticket::{Field, Priority};

/// Text after the label of an optional field.
pub const OPTIONAL_SUFFIX: &str = suffix(strings::LABEL_OPTIONAL);

/// Returns the label of a field. Empty for a custom field, whose label is its own name.
#[must_use]
pub const fn field_label(field: Field) -> &'static str {
    match field {
        Field::Name => strings::LABEL_NAME,
        Field::Email => strings::LABEL_EMAIL,
        Field::Department => strings::LABEL_DEPARTMENT,
        Field::Related => strings::LABEL_RELATED,
        Field::Priority => strings::LABEL_PRIORITY,
        Field::Subject => strings::LABEL_SUBJECT,
        Field::Message => strings::LABEL_MESSAGE,
        Field::Files => strings::LABEL_FILES,
        Field::Custom(_) => "",
    }
}

/// Returns the label of a priority.
#[must_use]
pub const fn priority_label(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => strings::PRIORITY_LOW,
        Priority::Medium => strings::PRIORITY_MEDIUM,
        Priority::High => strings::PRIORITY_HIGH,
    }
}

/// Returns the text before the name and email address of a signed-in user, or a whole sentence if
/// the site provides neither.
#[must_use]
pub const fn signed_in_prefix(user: &SignedInUser) -> &'static str {
    match (&user.name, &user.email) {
        (None, None) => strings::SIGNED_IN_UNNAMED,
        _ => const { prefix(strings::SIGNED_IN_AS) },
    }
}
