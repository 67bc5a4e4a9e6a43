//! The value of the parameter for custom fields: `base64(serialize(array(id => answer)))`.

use super::php::{self, Key, PhpError, Value};
use crate::ticket::{CustomFields, FieldId};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::fmt;

/// A value that no answers can be read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomFieldsError {
    /// It is not base64 in the standard alphabet, padded and without anything else.
    Base64,
    /// What it holds is no PHP array of integers and texts.
    Php(PhpError),
    /// A key of the array is not the id of a field.
    Key,
}

pub(super) fn encode(fields: &CustomFields) -> String {
    let array: Vec<_> = fields
        .iter()
        .map(|(id, answer)| (Key::Int(id.get().into()), Value::Str(answer.to_owned())))
        .collect();
    STANDARD.encode(php::serialize(&array))
}

pub(super) fn decode(value: &str) -> Result<CustomFields, CustomFieldsError> {
    let bytes = STANDARD
        .decode(value)
        .map_err(|_| CustomFieldsError::Base64)?;
    let array = php::unserialize(&bytes).map_err(CustomFieldsError::Php)?;
    array.into_iter().map(answer).collect()
}

fn answer((key, value): (Key, Value)) -> Result<(FieldId, String), CustomFieldsError> {
    let id = match key {
        Key::Int(number) => u32::try_from(number).ok().and_then(FieldId::new),
        Key::Str(_) => None,
    };
    let answer = match value {
        Value::Int(number) => number.to_string(),
        Value::Str(text) => text,
    };
    Ok((id.ok_or(CustomFieldsError::Key)?, answer))
}

impl fmt::Display for CustomFieldsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Base64 => f.write_str("it is not base64"),
            Self::Php(error) => error.fmt(f),
            Self::Key => f.write_str("a key is not the id of a field"),
        }
    }
}

impl std::error::Error for CustomFieldsError {}
