//! Reading JSON key by key: what is not as it must be is named by its key.

use super::rules_error::RulesError;
use serde_json::Value;

pub(super) fn id<I>(
    value: &Value,
    key: &'static str,
    id: fn(u32) -> Option<I>,
) -> Result<I, RulesError> {
    let number = u32::try_from(number(value, key)?).ok();
    number.and_then(id).ok_or(wrong(key))
}

pub(super) fn number(value: &Value, key: &'static str) -> Result<u64, RulesError> {
    value[key].as_u64().ok_or(wrong(key))
}

pub(super) fn unless_null<T>(
    value: &Value,
    key: &'static str,
    read: fn(&Value, &'static str) -> Result<T, RulesError>,
) -> Result<Option<T>, RulesError> {
    if value[key].is_null() {
        Ok(None)
    } else {
        read(value, key).map(Some)
    }
}

pub(super) fn boolean(value: &Value, key: &'static str) -> Result<bool, RulesError> {
    value[key].as_bool().ok_or(wrong(key))
}

pub(super) fn text(value: &Value, key: &'static str) -> Result<String, RulesError> {
    value[key].as_str().map(str::to_owned).ok_or(wrong(key))
}

pub(super) fn text_or_empty(value: &Value, key: &'static str) -> Result<String, RulesError> {
    if value[key].is_null() {
        Ok(String::new())
    } else {
        text(value, key)
    }
}

pub(super) fn texts(value: &Value, key: &'static str) -> Result<Vec<String>, RulesError> {
    list(value, key, |text| {
        text.as_str().map(str::to_owned).ok_or(wrong(key))
    })
}

pub(super) fn list<T>(
    value: &Value,
    key: &'static str,
    read: impl Fn(&Value) -> Result<T, RulesError>,
) -> Result<Vec<T>, RulesError> {
    value[key]
        .as_array()
        .ok_or(wrong(key))?
        .iter()
        .map(read)
        .collect()
}

pub(super) const fn wrong(key: &'static str) -> RulesError {
    RulesError::Wrong { key }
}
