//! The JSON of the Markdown extensions, in the rules.

use super::error::RulesError;
use super::fields::{boolean, invalid};
use crate::rules::{LineBreaks, Markdown};
use serde_json::Value;

/// Decodes the extensions. Each is enabled unless it is disabled.
pub(super) fn decode_markdown(value: &Value) -> Result<Markdown, RulesError> {
    let is_enabled = |key| match &value[key] {
        Value::Null => Ok(true),
        _ => boolean(value, key),
    };
    if !value.is_null() && !value.is_object() {
        return Err(invalid("markdown"));
    }
    Ok(Markdown {
        tables: is_enabled("tables")?,
        strikethrough: is_enabled("strikethrough")?,
        task_lists: is_enabled("task_lists")?,
        autolinks: is_enabled("autolinks")?,
        line_breaks: decode_line_breaks(&value["line_breaks"])?,
    })
}

fn decode_line_breaks(value: &Value) -> Result<LineBreaks, RulesError> {
    match value {
        Value::Null => Ok(LineBreaks::default()),
        Value::String(name) => LineBreaks::parse(name).ok_or(invalid("line_breaks")),
        _ => Err(invalid("line_breaks")),
    }
}
