//! The JSON of departments and their custom fields, a part of the [rules](super).

use super::error::RulesError;
use super::fields::{boolean, id, invalid, list, string, strings, strings_or_empty};
use crate::rules::{CustomField, Department, FieldKind, Pattern, ShownWhen};
use crate::ticket::{DepartmentId, FieldId};
use serde_json::{Value, json};

/// Encodes a department with its custom fields.
pub fn encode_department(department: &Department) -> Value {
    let fields: Vec<_> = department.fields.iter().map(encode_field).collect();
    json!({
        "id": department.id.get(),
        "name": department.name,
        "description": department.description,
        "clients_only": department.clients_only,
        "reply_within": department.reply_within,
        "office_hours": department.office_hours,
        "message_template": department.message_template,
        "fields": fields,
    })
}

fn encode_field(field: &CustomField) -> Value {
    let options: &[String] = match &field.kind {
        FieldKind::DropDown(options) => options,
        _ => &[],
    };
    let when = field.shown_when.as_ref();
    json!({
        "id": field.id.get(),
        "name": field.name,
        "kind": field.kind.as_str(),
        "required": field.required,
        "pattern": field.pattern.as_ref().map(Pattern::as_str),
        "pattern_help": field.pattern_help,
        "options": options,
        "default": field.default,
        "help": field.help,
        "shown_when": when.map(|when| json!({ "field": when.field.get(), "equals": when.equals })),
    })
}

/// Decodes a department.
///
/// # Errors
/// Returns [`RulesError`] if a value is missing or invalid.
pub fn decode_department(value: &Value) -> Result<Department, RulesError> {
    let texts = [
        "description",
        "reply_within",
        "office_hours",
        "message_template",
    ];
    let [description, reply_within, office_hours, message_template] =
        strings_or_empty(value, texts)?;
    Ok(Department {
        id: id(value, "id", DepartmentId::new)?,
        name: string(value, "name")?,
        description,
        clients_only: boolean(value, "clients_only")?,
        reply_within,
        office_hours,
        message_template,
        fields: list(value, "fields", decode_field)?,
    })
}

fn decode_field(value: &Value) -> Result<CustomField, RulesError> {
    let [pattern_help, default, help] =
        strings_or_empty(value, ["pattern_help", "default", "help"])?;
    Ok(CustomField {
        id: id(value, "id", FieldId::new)?,
        name: string(value, "name")?,
        kind: decode_kind(value)?,
        required: boolean(value, "required")?,
        pattern: decode_pattern(value)?,
        pattern_help,
        default,
        help,
        shown_when: decode_shown_when(&value["shown_when"])?,
    })
}

fn decode_kind(value: &Value) -> Result<FieldKind, RulesError> {
    Ok(match value["kind"].as_str() {
        Some("text") => FieldKind::Text,
        Some("link") => FieldKind::Link,
        Some("password") => FieldKind::Password,
        Some("dropdown") => FieldKind::DropDown(strings(value, "options")?),
        Some("tickbox") => FieldKind::TickBox,
        Some("textarea") => FieldKind::TextArea,
        _ => return Err(invalid("kind")),
    })
}

fn decode_pattern(value: &Value) -> Result<Option<Pattern>, RulesError> {
    if value["pattern"].is_null() {
        return Ok(None);
    }
    let pattern = value["pattern"].as_str().map(Pattern::deferred);
    pattern.map(Some).ok_or(invalid("pattern"))
}

fn decode_shown_when(value: &Value) -> Result<Option<ShownWhen>, RulesError> {
    if value.is_null() {
        return Ok(None);
    }
    let field = id(value, "field", FieldId::new)?;
    Ok(Some(ShownWhen {
        field,
        equals: string(value, "equals")?,
    }))
}
