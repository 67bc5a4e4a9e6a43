//! The configuration's custom fields: a department's own questions.

use super::departments::{UNIQUE, named};
use super::error::{ConfigError, wrong};
use open_ticket::rules::{CustomField, FieldKind, Pattern, ShownWhen};
use open_ticket::ticket::FieldId;
use serde::Deserialize;
use std::collections::HashSet;

/// A custom field in the configuration.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldText {
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

/// The fields of one department, checked. `ids` are those of all departments so far.
///
/// # Errors
/// [`ConfigError::Value`].
pub(super) fn fields(
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
