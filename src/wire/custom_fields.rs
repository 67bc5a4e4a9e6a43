//! The value of the `customfields` parameter: `base64(serialize(array(id => answer)))`.

use super::php_base64;
use super::php_serialize::{self, Key, PhpError, Value};
use crate::ticket::{CustomFieldAnswers, FieldId};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::fmt;

/// Error for a value from which no answers can be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomFieldsError {
    /// The value is not base64 as PHP reads it.
    Base64,
    /// The decoded bytes are not a PHP array of integers and strings.
    Php(PhpError),
    /// A key of the array is not the id of a custom field.
    InvalidFieldId,
}

pub(super) fn encode(fields: &CustomFieldAnswers) -> String {
    let array: Vec<_> = fields
        .iter()
        .map(|(id, answer)| (Key::Int(id.get().into()), Value::Str(answer.to_owned())))
        .collect();
    STANDARD.encode(php_serialize::serialize(&array))
}

pub(super) fn decode(value: &str) -> Result<CustomFieldAnswers, CustomFieldsError> {
    let bytes = php_base64::decode(value).ok_or(CustomFieldsError::Base64)?;
    let array = php_serialize::unserialize(&bytes).map_err(CustomFieldsError::Php)?;
    array.into_iter().map(decode_answer).collect()
}

fn decode_answer((key, value): (Key, Value)) -> Result<(FieldId, String), CustomFieldsError> {
    let id = match key {
        Key::Int(number) => u32::try_from(number).ok().and_then(FieldId::new),
        Key::Str(_) => None,
    };
    let answer = match value {
        Value::Int(number) => number.to_string(),
        Value::Str(text) => text,
    };
    Ok((id.ok_or(CustomFieldsError::InvalidFieldId)?, answer))
}

impl fmt::Display for CustomFieldsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Base64 => f.write_str("the value is not base64"),
            Self::Php(error) => error.fmt(f),
            Self::InvalidFieldId => f.write_str("a key is not the id of a custom field"),
        }
    }
}

impl std::error::Error for CustomFieldsError {}
