//! Custom fields of a department.

use super::error::{ConfigError, invalid_value};
use super::value_checks::{UNIQUE_ID, check_name};
use open_ticket::rules::{CustomField, FieldKind, Pattern, ShownWhen};
use open_ticket::ticket::FieldId;
use serde::Deserialize;
use std::collections::HashSet;

/// One element of `fields`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CustomFieldTable {
    id: u32,
    name: String,
    kind: Kind,
    #[serde(default)]
    options: Vec<String>,
    #[serde(default)]
    required: bool,
    pattern: Option<String>,
    #[serde(default)]
    pattern_help: String,
    #[serde(default)]
    default: String,
    #[serde(default)]
    help: String,
    shown_when: Option<ShownWhenTable>,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Text,
    Link,
    Password,
    Dropdown,
    Tickbox,
    Textarea,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShownWhenTable {
    field: u32,
    equals: String,
}

/// Validates the custom fields of one department. `used_ids` contains the ids of the departments
/// before it.
///
/// # Errors
/// [`ConfigError::InvalidValue`].
pub(super) fn validate_custom_fields(
    department_key: &str,
    tables: Vec<CustomFieldTable>,
    used_ids: &mut HashSet<FieldId>,
) -> Result<Vec<CustomField>, ConfigError> {
    let mut fields: Vec<CustomField> = Vec::new();
    for (i, table) in tables.into_iter().enumerate() {
        let key = format!("{department_key}.fields[{i}]");
        let id = FieldId::new(table.id).filter(|id| used_ids.insert(*id));
        let id = id.ok_or_else(|| invalid_value(format!("{key}.id"), UNIQUE_ID))?;
        let field = validate_custom_field(&key, id, table)?;
        check_condition(&key, field.shown_when.as_ref(), &fields)?;
        fields.push(field);
    }
    Ok(fields)
}

fn validate_custom_field(
    key: &str,
    id: FieldId,
    table: CustomFieldTable,
) -> Result<CustomField, ConfigError> {
    let field = CustomField {
        id,
        name: check_name(key, table.name)?,
        kind: field_kind(key, table.kind, table.options)?,
        required: table.required,
        pattern: table
            .pattern
            .map(|pattern| parse_pattern(key, &pattern))
            .transpose()?,
        pattern_help: table.pattern_help,
        default: table.default,
        help: table.help,
        shown_when: table
            .shown_when
            .map(|condition| parse_shown_when(key, condition))
            .transpose()?,
    };
    if !field.default.is_empty() && field.validate(&field.default).is_some() {
        let reason = "is not a valid answer to this field";
        return Err(invalid_value(format!("{key}.default"), reason));
    }
    Ok(field)
}

fn field_kind(key: &str, kind: Kind, options: Vec<String>) -> Result<FieldKind, ConfigError> {
    let is_drop_down = kind == Kind::Dropdown;
    if is_drop_down == options.is_empty() {
        let reason = "a dropdown needs at least one option, other kinds take none";
        return Err(invalid_value(format!("{key}.options"), reason));
    }
    Ok(match kind {
        Kind::Text => FieldKind::Text,
        Kind::Link => FieldKind::Link,
        Kind::Password => FieldKind::Password,
        Kind::Dropdown => FieldKind::DropDown(options),
        Kind::Tickbox => FieldKind::TickBox,
        Kind::Textarea => FieldKind::TextArea,
    })
}

fn parse_pattern(key: &str, text: &str) -> Result<Pattern, ConfigError> {
    Pattern::parse(text).map_err(|error| invalid_value(format!("{key}.pattern"), error.reason))
}

fn parse_shown_when(key: &str, table: ShownWhenTable) -> Result<ShownWhen, ConfigError> {
    let reason = "must be the id of a field";
    let field = FieldId::new(table.field)
        .ok_or_else(|| invalid_value(format!("{key}.shown_when.field"), reason))?;
    Ok(ShownWhen {
        field,
        equals: table.equals,
    })
}

/// Checks that a condition refers to a field above, which rules out circular conditions.
fn check_condition(
    key: &str,
    condition: Option<&ShownWhen>,
    fields_before: &[CustomField],
) -> Result<(), ConfigError> {
    let Some(condition) = condition else {
        return Ok(());
    };
    if fields_before
        .iter()
        .any(|field| field.id == condition.field)
    {
        Ok(())
    } else {
        let reason = "must be the id of a field above, in the same department";
        Err(invalid_value(format!("{key}.shown_when.field"), reason))
    }
}
