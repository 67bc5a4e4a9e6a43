//! The JSON of [`Rules`], the response to `GET /api/ticket`.
//!
//! Lengths are in Unicode code points, sizes in bytes. Unknown keys are ignored. `consent` is
//! reserved: it is encoded as `null` and not decoded. A tick box asks for consent: a custom field,
//! whose `help` may contain links (`[text](url)`, see [`help_parts`](crate::rules::help_parts)).

mod departments;
mod error;
mod fields;
mod incident;
mod markdown;

pub use error::RulesError;

use crate::rules::{DraftScope, Limits, RelatedChoice, Rules, SignedInUser};
use crate::ticket::{EmailAddress, Name, Priority, Related};
use departments::{decode_department, encode_department};
use fields::{invalid, list, number, optional, string, string_or_empty, strings};
use incident::{decode_incident, encode_incident};
use markdown::decode_markdown;
use serde_json::{Value, json};

/// Encodes rules. Custom fields have WHMCS's names of their kinds: `text`, `link`, `password`,
/// `dropdown`, `tickbox`, `textarea`.
#[must_use]
pub fn encode(rules: &Rules) -> String {
    let departments: Vec<_> = rules.departments.iter().map(encode_department).collect();
    let related: Vec<_> = rules.related.iter().map(encode_related).collect();
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
        "requester": requester.map(|user| {
            json!({
                "name": user.name.as_ref().map(Name::as_str),
                "email": user.email.as_ref().map(EmailAddress::as_str),
            })
        }),
        "limits": {
            "name": limits.name,
            "email": limits.email,
            "subject": limits.subject,
            "message": limits.message,
            "answer": limits.answer,
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
            "line_breaks": markdown.line_breaks.as_str(),
        },
        "downscale_above_megapixels": rules.downscale_above_megapixels,
        "consent": null,
        "ticket_url": rules.ticket_url,
        "drafts": rules.drafts.as_str(),
        "suggestions": Some(&rules.suggestions).filter(|url| !url.is_empty()),
        "incident": rules.incident.as_ref().map(encode_incident),
    })
    .to_string()
}

/// Decodes rules and compiles their patterns.
///
/// These values may be missing or null: strings that may be empty, `requester`, its name and email
/// address, `pattern`, `shown_when`, `downscale_above_megapixels`, and of the limits `name`, `email`,
/// `answer` and `request_bytes`. `suggestions` and `incident` may also be invalid. Markdown extensions are
/// enabled unless disabled explicitly. `line_breaks` defaults to `hard`, and `drafts` to `all`: a value that
/// is not a known name is an error.
///
/// # Errors
/// Returns [`RulesError`] if the text is not JSON, or a value is missing or invalid.
pub fn decode(json: &str) -> Result<Rules, RulesError> {
    let mut rules = decode_with_deferred_patterns(json)?;
    rules.compile_patterns().map_err(|_| invalid("pattern"))?;
    Ok(rules)
}

/// Decodes rules without compiling their patterns. [`Rules::compile_patterns`] compiles them later.
///
/// # Errors
/// Returns [`RulesError`] if the text is not JSON, or a value is missing or invalid.
pub fn decode_with_deferred_patterns(json: &str) -> Result<Rules, RulesError> {
    let rules: Value = serde_json::from_str(json).map_err(|_| RulesError::Json)?;
    let user = &rules["requester"];
    Ok(Rules {
        departments: list(&rules, "departments", decode_department)?,
        related: list(&rules, "related", decode_related)?,
        priorities: list(&rules, "priorities", |value| {
            decode_priority(value).ok_or(invalid("priorities"))
        })?,
        default_priority: decode_priority(&rules["default_priority"])
            .ok_or(invalid("default_priority"))?,
        requester: if user.is_null() {
            None
        } else {
            Some(decode_signed_in_user(user)?)
        },
        limits: decode_limits(&rules["limits"])?,
        markdown: decode_markdown(&rules["markdown"])?,
        downscale_above_megapixels: optional(
            &rules,
            "downscale_above_megapixels",
            |value, key| u32::try_from(number(value, key)?).map_err(|_| invalid(key)),
        )?,
        ticket_url: string_or_empty(&rules, "ticket_url")?,
        drafts: decode_drafts(&rules["drafts"])?,
        // The form must load even if one of these two values is wrong.
        suggestions: rules["suggestions"].as_str().unwrap_or_default().to_owned(),
        incident: decode_incident(&rules["incident"]),
    })
}

fn encode_related(choice: &RelatedChoice) -> Value {
    json!({ "id": choice.related.to_string(), "name": choice.name, "status": choice.status })
}

fn decode_related(value: &Value) -> Result<RelatedChoice, RulesError> {
    Ok(RelatedChoice {
        related: value["id"]
            .as_str()
            .and_then(Related::parse)
            .ok_or(invalid("id"))?,
        name: string(value, "name")?,
        status: string_or_empty(value, "status")?,
    })
}

fn decode_priority(value: &Value) -> Option<Priority> {
    value.as_str().and_then(Priority::parse)
}

fn decode_signed_in_user(value: &Value) -> Result<SignedInUser, RulesError> {
    if !value.is_object() {
        return Err(invalid("requester"));
    }
    Ok(SignedInUser {
        name: optional_parsed(value, "name", |text| Name::parse(text).ok())?,
        email: optional_parsed(value, "email", |text| EmailAddress::parse(text).ok())?,
    })
}

fn optional_parsed<T>(
    value: &Value,
    key: &'static str,
    parse: fn(&str) -> Option<T>,
) -> Result<Option<T>, RulesError> {
    match &value[key] {
        Value::Null => Ok(None),
        Value::String(text) => parse(text).map(Some).ok_or(invalid(key)),
        _ => Err(invalid(key)),
    }
}

fn decode_limits(value: &Value) -> Result<Limits, RulesError> {
    // A limit that exceeds `usize` cannot be reached.
    let count = |key| Ok(usize::try_from(number(value, key)?).unwrap_or(usize::MAX));
    // Without one of these limits, the relay still refuses text that is too long for it.
    let optional_count = |key| {
        let limit = optional(value, key, number)?;
        Ok(limit.map_or(usize::MAX, |limit| {
            usize::try_from(limit).unwrap_or(usize::MAX)
        }))
    };
    Ok(Limits {
        name: optional_count("name")?,
        email: optional_count("email")?,
        subject: count("subject")?,
        message: count("message")?,
        answer: optional_count("answer")?,
        files: count("files")?,
        file_bytes: number(value, "file_bytes")?,
        total_bytes: number(value, "total_bytes")?,
        // Without a limit, the relay still refuses requests that are too large.
        request_bytes: optional(value, "request_bytes", number)?.unwrap_or(u64::MAX),
        extensions: strings(value, "extensions")?,
    })
}

fn decode_drafts(value: &Value) -> Result<DraftScope, RulesError> {
    match value {
        Value::Null => Ok(DraftScope::default()),
        Value::String(name) => DraftScope::parse(name).ok_or(invalid("drafts")),
        _ => Err(invalid("drafts")),
    }
}
