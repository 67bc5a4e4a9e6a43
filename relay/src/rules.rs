//! The configuration's departments, fields and limits as [`Rules`](open_ticket::rules::Rules).

use crate::config::{ConfigError, wrong};
use open_ticket::rules::{CustomField, Department, FieldKind, Limits, Pattern, ShownWhen};
use open_ticket::ticket::{DepartmentId, FieldId};
use serde::Deserialize;
use std::collections::HashSet;

/// A department in the configuration.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DepartmentText {
    id: u32,
    name: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    clients_only: bool,
    #[serde(default)]
    fields: Vec<FieldText>,
}

/// A custom field in the configuration.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldText {
    id: u32,
    name: String,
    kind: KindText,
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
    shown_when: Option<ShownWhenText>,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum KindText {
    Text,
    Link,
    Password,
    Dropdown,
    Tickbox,
    Textarea,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShownWhenText {
    field: u32,
    equals: String,
}

/// The limits in the configuration.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LimitsText {
    subject: usize,
    message: usize,
    files: usize,
    file_bytes: u64,
    total_bytes: u64,
    extensions: Vec<String>,
}

impl Default for LimitsText {
    fn default() -> Self {
        let extensions = ["gif", "jpeg", "jpg", "pdf", "png", "txt", "zip"];
        Self {
            subject: 250,
            message: 65_000,
            files: 10,
            file_bytes: 4_000_000,
            total_bytes: 4_500_000,
            extensions: extensions.map(str::to_owned).into(),
        }
    }
}

/// The departments, checked.
///
/// # Errors
/// [`ConfigError::Value`].
pub fn departments(texts: Vec<DepartmentText>) -> Result<Vec<Department>, ConfigError> {
    if texts.is_empty() {
        return Err(wrong("departments", "there must be one at least"));
    }
    let (mut ids, mut field_ids) = (HashSet::new(), HashSet::new());
    let mut departments = Vec::new();
    for (i, text) in texts.into_iter().enumerate() {
        let key = format!("departments[{i}]");
        let id = DepartmentId::new(text.id).filter(|id| ids.insert(*id));
        departments.push(Department {
            id: id.ok_or_else(|| wrong(format!("{key}.id"), UNIQUE))?,
            name: named(&key, text.name)?,
            description: text.description,
            clients_only: text.clients_only,
            fields: fields(&key, text.fields, &mut field_ids)?,
        });
    }
    Ok(departments)
}

/// The limits, checked against the largest request.
///
/// # Errors
/// [`ConfigError::Value`].
pub fn limits(text: LimitsText, max_body: u64) -> Result<Limits, ConfigError> {
    // A file is written in base64 twice: 16 bytes for 9.
    let most = max_body / 16 * 9;
    if text.total_bytes > most {
        let reason = format!("with max_body = {max_body} it is {most} at most");
        return Err(wrong("limits.total_bytes", reason));
    }
    for (key, limit) in [
        ("limits.subject", text.subject),
        ("limits.message", text.message),
    ] {
        if limit == 0 {
            return Err(wrong(key, "it must be 1 or more"));
        }
    }
    let is_plain = |extension: &String| {
        !extension.is_empty() && !extension.contains('.') && *extension == extension.to_lowercase()
    };
    if !text.extensions.iter().all(is_plain) {
        return Err(wrong(
            "limits.extensions",
            "they are in lower case and without their dots",
        ));
    }
    Ok(Limits {
        subject: text.subject,
        message: text.message,
        files: text.files,
        file_bytes: text.file_bytes,
        total_bytes: text.total_bytes,
        extensions: text.extensions,
    })
}

const UNIQUE: &str = "it must be a number from 1 that no other one has";

fn fields(
    department: &str,
    texts: Vec<FieldText>,
    ids: &mut HashSet<FieldId>,
) -> Result<Vec<CustomField>, ConfigError> {
    let mut fields: Vec<CustomField> = Vec::new();
    for (i, text) in texts.into_iter().enumerate() {
        let key = format!("{department}.fields[{i}]");
        let id = FieldId::new(text.id).filter(|id| ids.insert(*id));
        let id = id.ok_or_else(|| wrong(format!("{key}.id"), UNIQUE))?;
        let field = field(&key, id, text)?;
        check_condition(&key, field.shown_when.as_ref(), &fields)?;
        fields.push(field);
    }
    Ok(fields)
}

fn field(key: &str, id: FieldId, text: FieldText) -> Result<CustomField, ConfigError> {
    let field = CustomField {
        id,
        name: named(key, text.name)?,
        kind: kind(key, text.kind, text.options)?,
        required: text.required,
        pattern: text
            .pattern
            .map(|pattern| parse_pattern(key, &pattern))
            .transpose()?,
        pattern_help: text.pattern_help,
        default: text.default,
        help: text.help,
        shown_when: text
            .shown_when
            .map(|when| shown_when(key, when))
            .transpose()?,
    };
    if !field.default.is_empty() && field.judge(&field.default).is_some() {
        return Err(wrong(
            format!("{key}.default"),
            "the field itself would refuse this answer",
        ));
    }
    Ok(field)
}

fn kind(key: &str, kind: KindText, options: Vec<String>) -> Result<FieldKind, ConfigError> {
    let is_drop_down = kind == KindText::Dropdown;
    if is_drop_down == options.is_empty() {
        let reason = "a dropdown has one option at least, any other kind has none";
        return Err(wrong(format!("{key}.options"), reason));
    }
    Ok(match kind {
        KindText::Text => FieldKind::Text,
        KindText::Link => FieldKind::Link,
        KindText::Password => FieldKind::Password,
        KindText::Dropdown => FieldKind::DropDown(options),
        KindText::Tickbox => FieldKind::TickBox,
        KindText::Textarea => FieldKind::TextArea,
    })
}

fn parse_pattern(key: &str, text: &str) -> Result<Pattern, ConfigError> {
    Pattern::parse(text).map_err(|error| wrong(format!("{key}.pattern"), error.reason))
}

fn shown_when(key: &str, text: ShownWhenText) -> Result<ShownWhen, ConfigError> {
    let field = FieldId::new(text.field)
        .ok_or_else(|| wrong(format!("{key}.shown_when.field"), "it must be a field's id"))?;
    Ok(ShownWhen {
        field,
        equals: text.equals,
    })
}

/// A question may depend on one that stands above it, so that no two wait for each other.
fn check_condition(
    key: &str,
    when: Option<&ShownWhen>,
    above: &[CustomField],
) -> Result<(), ConfigError> {
    let Some(when) = when else { return Ok(()) };
    if above.iter().any(|field| field.id == when.field) {
        Ok(())
    } else {
        let reason = "it must be the id of a field above, in the same department";
        Err(wrong(format!("{key}.shown_when.field"), reason))
    }
}

fn named(key: &str, name: String) -> Result<String, ConfigError> {
    if name.trim().is_empty() || name.contains(char::is_control) {
        Err(wrong(
            format!("{key}.name"),
            "it must be one line that is not blank",
        ))
    } else {
        Ok(name)
    }
}
