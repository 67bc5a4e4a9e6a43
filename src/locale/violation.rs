//! Text of a violation: the same error at a field and in the summary.

use super::file_violation::file_violation;
use super::strings;
use super::template::{fill, fill_name};
use super::{field_label, template::plural};
use crate::rules::{CustomField, FieldKind};
use crate::ticket::{Field, Violation};

/// Returns the error text of a violation: the problem and its fix. `custom_field` supplies the name
/// and kind of a custom field.
#[must_use]
pub fn violation(
    field: Field,
    custom_field: Option<&CustomField>,
    violation: &Violation,
) -> String {
    if matches!(field, Field::Custom(_)) && custom_field.is_none() {
        return strings::VIOLATION_OTHER_DEPARTMENT.into();
    }
    let label = custom_field.map_or(field_label(field), |custom_field| &custom_field.name);
    let name = fill_name(strings::VIOLATION_FIELD_NAME, label);
    match violation {
        Violation::Missing => missing(field, custom_field, &name),
        Violation::NotOffered => fill_name(strings::VIOLATION_NOT_OFFERED, &name),
        Violation::ClientsOnly => strings::VIOLATION_CLIENTS_ONLY.into(),
        Violation::ControlCharacter => fill_name(strings::VIOLATION_CONTROL_CHARACTER, &name),
        Violation::TooLong { length, limit } => {
            let excess = length - limit;
            let template = plural(
                strings::VIOLATION_TOO_LONG_ONE,
                strings::VIOLATION_TOO_LONG_OTHER,
                excess as u64,
            );
            fill(
                template,
                &[("name", &name), ("limit", limit), ("count", &excess)],
            )
        }
        Violation::InvalidEmail => strings::VIOLATION_NOT_AN_EMAIL_ADDRESS.into(),
        Violation::EmailRefused => strings::VIOLATION_EMAIL_REFUSED.into(),
        Violation::NonAsciiEmail => strings::VIOLATION_EMAIL_CHARACTERS.into(),
        Violation::InvalidUrl => fill_name(strings::VIOLATION_NOT_A_LINK, &name),
        Violation::PatternMismatch { help } if help.is_empty() => {
            fill_name(strings::VIOLATION_PATTERN, &name)
        }
        Violation::PatternMismatch { help } => fill(
            strings::VIOLATION_PATTERN_HELP,
            &[("name", &name), ("help", help)],
        ),
        _ => file_violation(violation),
    }
}

fn missing(field: Field, custom_field: Option<&CustomField>, name: &str) -> String {
    match (field, custom_field.map(|custom_field| &custom_field.kind)) {
        (Field::Department, _) => strings::VIOLATION_MISSING_DEPARTMENT.into(),
        (Field::Name, _) => strings::VIOLATION_MISSING_NAME.into(),
        (Field::Email, _) => strings::VIOLATION_MISSING_EMAIL.into(),
        (Field::Subject, _) => strings::VIOLATION_MISSING_SUBJECT.into(),
        (Field::Message, _) => strings::VIOLATION_MISSING_MESSAGE.into(),
        (_, Some(FieldKind::TickBox)) => fill_name(strings::VIOLATION_MISSING_TICK_BOX, name),
        (_, Some(FieldKind::DropDown(_))) => fill_name(strings::VIOLATION_MISSING_DROP_DOWN, name),
        _ => fill_name(strings::VIOLATION_MISSING_CUSTOM_FIELD, name),
    }
}
