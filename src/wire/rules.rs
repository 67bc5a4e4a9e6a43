//! [`Rules`] as the JSON of `GET /api/ticket`.
//!
//! Lengths are in Unicode code points, sizes in bytes. Keys that are not known are ignored. Of the
//! documented ones, `consent` and `drafts` are written as "none" and not read.

pub use super::rules_error::RulesError;

use super::json::{boolean, id, list, number, text, text_or_empty, texts, unless_null, wrong};
use crate::rules::{
    CustomField, Department, FieldKind, Known, Limits, Markdown, Pattern, RelatedChoice, Rules,
    ShownWhen,
};
use crate::ticket::{DepartmentId, EmailAddress, FieldId, Name, Priority, Related};
use serde_json::{Value, json};

/// Writes rules. The kinds of custom fields are in WHMCS's own words: `text`, `link`, `password`,
/// `dropdown`, `tickbox`, `textarea`.
#[must_use]
pub fn encode(rules: &Rules) -> String {
    let departments: Vec<_> = rules.departments.iter().map(department_json).collect();
    let related: Vec<_> = rules.related.iter().map(related_json).collect();
    let priorities: Vec<_> = rules
        .priorities
        .iter()
        .map(|priority| priority.as_str())
        .collect();
    let requester = rules.requester.as_ref();
    let (limits, markdown) = (&rules.limits, rules.markdown);
    json!({
        "departments": departments,
        "related": related,
        "priorities": priorities,
        "default_priority": rules.default_priority.as_str(),
        "requester": requester.map(|known| {
            json!({
                "name": known.name.as_ref().map(Name::as_str),
                "email": known.email.as_ref().map(EmailAddress::as_str),
            })
        }),
        "limits": {
            "subject": limits.subject,
            "message": limits.message,
            "files": limits.files,
            "file_bytes": limits.file_bytes,
            "total_bytes": limits.total_bytes,
            "request_bytes": limits.request_bytes,
            "extensions": limits.extensions,
        },
        "markdown": {
            "tables": markdown.tables,
            "strikethrough": markdown.strikethrough,
            "task_lists": markdown.task_lists,
            "autolinks": markdown.autolinks,
        },
        "shrink_over": rules.shrink_over,
        "consent": null,
        "ticket_url": rules.ticket_url,
        "drafts": "off",
    })
    .to_string()
}

/// Reads rules. A text that may be empty may be missing or null as well, and so may what is there
/// for some only: who is signed in, their name and address, an answer's form, when a question is
/// asked, how large a request or a picture may be. What there may be in a message is allowed where
/// nothing is said.
///
/// # Errors
/// [`RulesError`].
pub fn decode(json: &str) -> Result<Rules, RulesError> {
    let mut rules = decode_unread(json)?;
    rules.read_patterns().map_err(|_| wrong("pattern"))?;
    Ok(rules)
}

/// Reads rules, but not yet the patterns of their questions, see [`Rules::read_patterns`].
///
/// # Errors
/// [`RulesError`].
pub fn decode_unread(json: &str) -> Result<Rules, RulesError> {
    let rules: Value = serde_json::from_str(json).map_err(|_| RulesError::Json)?;
    let known = &rules["requester"];
    Ok(Rules {
        departments: list(&rules, "departments", department)?,
        related: list(&rules, "related", related)?,
        priorities: list(&rules, "priorities", |value| {
            priority(value).ok_or(wrong("priorities"))
        })?,
        default_priority: priority(&rules["default_priority"]).ok_or(wrong("default_priority"))?,
        requester: if known.is_null() {
            None
        } else {
            Some(requester(known)?)
        },
        limits: limits(&rules["limits"])?,
        markdown: markdown(&rules["markdown"])?,
        shrink_over: unless_null(&rules, "shrink_over", |value, key| {
            u32::try_from(number(value, key)?).map_err(|_| wrong(key))
        })?,
        ticket_url: text_or_empty(&rules, "ticket_url")?,
    })
}

fn department_json(department: &Department) -> Value {
    let fields: Vec<_> = department.fields.iter().map(field_json).collect();
    json!({
        "id": department.id.get(),
        "name": department.name,
        "description": department.description,
        "clients_only": department.clients_only,
        "fields": fields,
    })
}

fn field_json(field: &CustomField) -> Value {
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

fn related_json(choice: &RelatedChoice) -> Value {
    json!({ "id": choice.related.to_string(), "name": choice.name, "status": choice.status })
}

fn department(value: &Value) -> Result<Department, RulesError> {
    Ok(Department {
        id: id(value, "id", DepartmentId::new)?,
        name: text(value, "name")?,
        description: text_or_empty(value, "description")?,
        clients_only: boolean(value, "clients_only")?,
        fields: list(value, "fields", field)?,
    })
}

fn field(value: &Value) -> Result<CustomField, RulesError> {
    Ok(CustomField {
        id: id(value, "id", FieldId::new)?,
        name: text(value, "name")?,
        kind: kind(value)?,
        required: boolean(value, "required")?,
        pattern: pattern(value)?,
        pattern_help: text_or_empty(value, "pattern_help")?,
        default: text_or_empty(value, "default")?,
        help: text_or_empty(value, "help")?,
        shown_when: shown_when(&value["shown_when"])?,
    })
}

fn kind(value: &Value) -> Result<FieldKind, RulesError> {
    Ok(match value["kind"].as_str() {
        Some("text") => FieldKind::Text,
        Some("link") => FieldKind::Link,
        Some("password") => FieldKind::Password,
        Some("dropdown") => FieldKind::DropDown(texts(value, "options")?),
        Some("tickbox") => FieldKind::TickBox,
        Some("textarea") => FieldKind::TextArea,
        _ => return Err(wrong("kind")),
    })
}

fn pattern(value: &Value) -> Result<Option<Pattern>, RulesError> {
    if value["pattern"].is_null() {
        return Ok(None);
    }
    let pattern = value["pattern"].as_str().map(Pattern::unread);
    pattern.map(Some).ok_or(wrong("pattern"))
}

fn shown_when(value: &Value) -> Result<Option<ShownWhen>, RulesError> {
    if value.is_null() {
        return Ok(None);
    }
    let field = id(value, "field", FieldId::new)?;
    Ok(Some(ShownWhen {
        field,
        equals: text(value, "equals")?,
    }))
}

fn related(value: &Value) -> Result<RelatedChoice, RulesError> {
    Ok(RelatedChoice {
        related: value["id"]
            .as_str()
            .and_then(Related::parse)
            .ok_or(wrong("id"))?,
        name: text(value, "name")?,
        status: text_or_empty(value, "status")?,
    })
}

fn priority(value: &Value) -> Option<Priority> {
    value.as_str().and_then(Priority::parse)
}

fn requester(value: &Value) -> Result<Known, RulesError> {
    if !value.is_object() {
        return Err(wrong("requester"));
    }
    Ok(Known {
        name: told(value, "name", |text| Name::parse(text).ok())?,
        email: told(value, "email", |text| EmailAddress::parse(text).ok())?,
    })
}

/// What the site tells of somebody, if it does.
fn told<T>(
    value: &Value,
    key: &'static str,
    parse: fn(&str) -> Option<T>,
) -> Result<Option<T>, RulesError> {
    match &value[key] {
        Value::Null => Ok(None),
        Value::String(text) => parse(text).map(Some).ok_or(wrong(key)),
        _ => Err(wrong(key)),
    }
}

fn limits(value: &Value) -> Result<Limits, RulesError> {
    // A count beyond what memory can hold is no limit.
    let count = |key| Ok(usize::try_from(number(value, key)?).unwrap_or(usize::MAX));
    Ok(Limits {
        subject: count("subject")?,
        message: count("message")?,
        files: count("files")?,
        file_bytes: number(value, "file_bytes")?,
        total_bytes: number(value, "total_bytes")?,
        // Who does not say how much fits learns from the answer that it was too much.
        request_bytes: unless_null(value, "request_bytes", number)?.unwrap_or(u64::MAX),
        extensions: texts(value, "extensions")?,
    })
}

fn markdown(value: &Value) -> Result<Markdown, RulesError> {
    let allowed = |key| match &value[key] {
        Value::Null => Ok(true),
        _ => boolean(value, key),
    };
    if !value.is_null() && !value.is_object() {
        return Err(wrong("markdown"));
    }
    Ok(Markdown {
        tables: allowed("tables")?,
        strikethrough: allowed("strikethrough")?,
        task_lists: allowed("task_lists")?,
        autolinks: allowed("autolinks")?,
    })
}
