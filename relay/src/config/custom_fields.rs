//! Custom fields of a department.

use super::as_table::AsTable;
use super::error::{ConfigError, invalid_value, quoted};
use super::pattern::parse_pattern;
use super::value_checks::{UNIQUE_ID, check_hint, check_line, check_name, check_unique};
use open_ticket::rules::{CustomField, FieldKind, HelpPart, ShownWhen, TICK_BOX_ON, help_parts};
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
    shown_when: Option<AsTable<ShownWhenTable>>,
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

/// Validates the custom fields of one department. `used_ids` contains the field ids of the
/// departments before it.
///
/// # Errors
/// [`ConfigError::InvalidValue`].
pub(super) fn validate_custom_fields(
    department_key: &str,
    tables: Vec<AsTable<CustomFieldTable>>,
    used_ids: &mut HashSet<FieldId>,
) -> Result<Vec<CustomField>, ConfigError> {
    let mut fields: Vec<CustomField> = Vec::new();
    for (i, AsTable(table)) in tables.into_iter().enumerate() {
        let key = format!("{department_key}.fields[{i}]");
        let id = FieldId::new(table.id).filter(|id| used_ids.insert(*id));
        let id = id.ok_or_else(|| invalid_value(format!("{key}.id"), UNIQUE_ID))?;
        let field = validate_custom_field(&key, id, table)?;
        if fields.iter().any(|other| other.name == field.name) {
            let reason = format!("another field of this department is named {:?}", field.name);
            return Err(invalid_value(format!("{key}.name"), reason));
        }
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
    let pattern = table
        .pattern
        .map(|pattern| parse_pattern(&format!("{key}.pattern"), &pattern))
        .transpose()?;
    let field = CustomField {
        id,
        name: check_name(key, table.name)?,
        kind: field_kind(key, table.kind, table.options)?,
        required: table.required,
        pattern,
        pattern_help: check_hint(&format!("{key}.pattern_help"), table.pattern_help)?,
        default: check_hint(&format!("{key}.default"), table.default)?,
        help: check_help(&format!("{key}.help"), table.help)?,
        shown_when: table
            .shown_when
            .map(|AsTable(condition)| parse_shown_when(key, condition))
            .transpose()?,
    };
    check_pattern_and_default(key, &field)?;
    Ok(field)
}

/// Checks the help of a field. A `](` outside of a link belongs to a link with a mistake, of which
/// the form would show the source. Other brackets are text.
fn check_help(key: &str, help: String) -> Result<String, ConfigError> {
    let help = check_hint(key, help)?;
    let mistake = help_parts(&help).into_iter().find_map(|part| match part {
        HelpPart::Text(text) => text.split_once("]("),
        HelpPart::Link { .. } => None,
    });
    let Some((before, _)) = mistake else {
        return Ok(help);
    };
    // The error contains only the text of the link: the URL may contain a password.
    let text = before.rsplit_once('[').map_or("", |(_, text)| text);
    let reason = format!(
        "the link {} cannot be used: write [text](https://example.com/), with an absolute http, https or \
         mailto URL without spaces and credentials, and without brackets in the text",
        quoted(text)
    );
    Err(invalid_value(key, reason))
}

/// Checks the pattern against the kind of the field, and the default against both.
fn check_pattern_and_default(key: &str, field: &CustomField) -> Result<(), ConfigError> {
    let error = |name: &str, reason: &str| Err(invalid_value(format!("{key}.{name}"), reason));
    if field.pattern.is_none() && !field.pattern_help.is_empty() {
        return error("pattern_help", "explains a pattern, but the field has none");
    }
    if let Some(pattern) = &field.pattern {
        let can_match = match &field.kind {
            FieldKind::TickBox => pattern.matches(TICK_BOX_ON),
            FieldKind::DropDown(options) => options.iter().any(|option| pattern.matches(option)),
            _ => true,
        };
        if !can_match {
            return error(
                "pattern",
                "matches no answer that this kind of field can have",
            );
        }
    }
    if field.default.is_empty() {
        return Ok(());
    }
    if field.kind == FieldKind::Password {
        return error(
            "default",
            "would show the same password to everyone: remove it",
        );
    }
    match field.validate(&field.default) {
        None => Ok(()),
        Some(_) => error("default", "is not a valid answer to this field"),
    }
}

fn field_kind(key: &str, kind: Kind, options: Vec<String>) -> Result<FieldKind, ConfigError> {
    let is_drop_down = kind == Kind::Dropdown;
    if is_drop_down == options.is_empty() {
        let reason = "only a dropdown has options, and it needs at least one";
        return Err(invalid_value(format!("{key}.options"), reason));
    }
    check_unique(&format!("{key}.options"), &options)?;
    for (i, option) in options.iter().enumerate() {
        check_line(&format!("{key}.options[{i}]"), option)?;
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

fn parse_shown_when(key: &str, table: ShownWhenTable) -> Result<ShownWhen, ConfigError> {
    let reason = "must be the id of a field";
    let field = FieldId::new(table.field)
        .ok_or_else(|| invalid_value(format!("{key}.shown_when.field"), reason))?;
    Ok(ShownWhen {
        field,
        equals: table.equals,
    })
}

/// Checks that a condition refers to a field above, which rules out circular conditions, and to an
/// answer that the field can have.
fn check_condition(
    key: &str,
    condition: Option<&ShownWhen>,
    fields_before: &[CustomField],
) -> Result<(), ConfigError> {
    let Some(condition) = condition else {
        return Ok(());
    };
    let controlling_field = fields_before
        .iter()
        .find(|field| field.id == condition.field);
    let Some(field) = controlling_field else {
        let reason = "must be the id of a field above, in the same department";
        return Err(invalid_value(format!("{key}.shown_when.field"), reason));
    };
    let equals = &condition.equals;
    if !equals.is_empty() && field.validate(equals).is_none() {
        return Ok(());
    }
    let expected = match &field.kind {
        FieldKind::TickBox => format!("\"{TICK_BOX_ON}\""),
        FieldKind::DropDown(options) => format!("one of {options:?}"),
        _ => "an answer that the field accepts".to_owned(),
    };
    let reason = format!(
        "the field {:?} never has this answer: use {expected}",
        field.name
    );
    Err(invalid_value(format!("{key}.shown_when.equals"), reason))
}
