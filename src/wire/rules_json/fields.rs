//! Typed access to the keys of a JSON object. An error names the key that is missing or invalid.

use super::error::RulesError;
use serde_json::Value;

pub(super) fn id<I>(
    value: &Value,
    key: &'static str,
    id: fn(u32) -> Option<I>,
) -> Result<I, RulesError> {
    let number = u32::try_from(number(value, key)?).ok();
    number.and_then(id).ok_or(invalid(key))
}

pub(super) fn number(value: &Value, key: &'static str) -> Result<u64, RulesError> {
    value[key].as_u64().ok_or(invalid(key))
}

pub(super) fn optional<T>(
    value: &Value,
    key: &'static str,
    decode: fn(&Value, &'static str) -> Result<T, RulesError>,
) -> Result<Option<T>, RulesError> {
    if value[key].is_null() {
        Ok(None)
    } else {
        decode(value, key).map(Some)
    }
}

pub(super) fn boolean(value: &Value, key: &'static str) -> Result<bool, RulesError> {
    value[key].as_bool().ok_or(invalid(key))
}

pub(super) fn string(value: &Value, key: &'static str) -> Result<String, RulesError> {
    value[key].as_str().map(str::to_owned).ok_or(invalid(key))
}

pub(super) fn string_or_empty(value: &Value, key: &'static str) -> Result<String, RulesError> {
    if value[key].is_null() {
        Ok(String::new())
    } else {
        string(value, key)
    }
}

/// Returns several strings that may be empty. Compiles to less code than one fallible call per string.
pub(super) fn strings_or_empty<const N: usize>(
    value: &Value,
    keys: [&'static str; N],
) -> Result<[String; N], RulesError> {
    let mut texts = [const { String::new() }; N];
    for (text, key) in texts.iter_mut().zip(keys) {
        *text = string_or_empty(value, key)?;
    }
    Ok(texts)
}

pub(super) fn strings(value: &Value, key: &'static str) -> Result<Vec<String>, RulesError> {
    list(value, key, |item| {
        item.as_str().map(str::to_owned).ok_or(invalid(key))
    })
}

pub(super) fn list<T>(
    value: &Value,
    key: &'static str,
    decode: impl Fn(&Value) -> Result<T, RulesError>,
) -> Result<Vec<T>, RulesError> {
    // Collecting an iterator of results is twice as much code for each type.
    let mut items = Vec::new();
    for item in value[key].as_array().ok_or(invalid(key))? {
        items.push(decode(item)?);
    }
    Ok(items)
}

pub(super) const fn invalid(key: &'static str) -> RulesError {
    RulesError::InvalidKey { key }
}
