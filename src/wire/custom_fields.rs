//! The value of the `customfields` parameter: `base64(serialize(array(id => answer)))`.

#[cfg(not(target_arch = "wasm32"))]
use super::php_base64::decode_in_place;
use super::php_serialize::{self, Key, PhpError, Value};
#[cfg(not(target_arch = "wasm32"))]
use super::php_serialize::{ValueRef, for_each_pair};
use crate::ticket::CustomFieldAnswers;
#[cfg(not(target_arch = "wasm32"))]
use crate::ticket::FieldId;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::fmt;

/// Maximum number of answers. An answer takes at least eight bytes in the array, and several times
/// that in memory. PHP drops parameters after 1,000 (`max_input_vars`).
#[cfg(not(target_arch = "wasm32"))]
const MAX_ANSWERS: usize = 1_000;

/// Error for a value from which no answers can be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomFieldsError {
    /// The value is not base64 as PHP reads it.
    Base64,
    /// The decoded bytes are not a PHP array of integers and strings.
    Php(PhpError),
    /// A key of the array is not the id of a custom field.
    InvalidFieldId,
    /// The array has more than 1,000 answers.
    TooManyAnswers,
}

pub(super) fn encode(fields: &CustomFieldAnswers) -> String {
    let array: Vec<_> = fields
        .iter()
        .map(|(id, answer)| (Key::Int(id.get().into()), Value::Str(answer.to_owned())))
        .collect();
    STANDARD.encode(php_serialize::serialize(&array))
}

#[cfg(not(target_arch = "wasm32"))]
pub(super) fn decode(value: &str) -> Result<CustomFieldAnswers, CustomFieldsError> {
    decode_owned(value.to_owned())
}

/// Decodes the value like [`decode`], within the value's own memory.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn decode_owned(value: String) -> Result<CustomFieldAnswers, CustomFieldsError> {
    let array = decode_in_place(value.into_bytes()).ok_or(CustomFieldsError::Base64)?;
    decode_array(&array)
}

/// Decodes the answers one by one: an array of any other shape takes no memory.
#[cfg(not(target_arch = "wasm32"))]
fn decode_array(array: &[u8]) -> Result<CustomFieldAnswers, CustomFieldsError> {
    let (mut answers, mut count) = (CustomFieldAnswers::default(), 0);
    for_each_pair(array, |key, value| {
        count += 1;
        if count > MAX_ANSWERS {
            return Err(CustomFieldsError::TooManyAnswers);
        }
        let id = field_id(key).ok_or(CustomFieldsError::InvalidFieldId)?;
        match value {
            ValueRef::Int(number) => answers.set(id, number.to_string()),
            ValueRef::Str(text) => answers.set(id, text),
        }
        Ok(())
    })?;
    Ok(answers)
}

#[cfg(not(target_arch = "wasm32"))]
fn field_id(key: ValueRef<'_>) -> Option<FieldId> {
    let number = match key {
        ValueRef::Int(number) => number,
        ValueRef::Str(text) => match Key::from(text) {
            Key::Int(number) => number,
            Key::Str(_) => return None,
        },
    };
    u32::try_from(number).ok().and_then(FieldId::new)
}

impl From<PhpError> for CustomFieldsError {
    fn from(error: PhpError) -> Self {
        Self::Php(error)
    }
}

impl fmt::Display for CustomFieldsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Base64 => f.write_str("the value is not base64"),
            Self::Php(error) => error.fmt(f),
            Self::TooManyAnswers => f.write_str("the array has more than 1000 answers"),
            Self::InvalidFieldId => f.write_str("a key is not the id of a custom field"),
        }
    }
}

impl std::error::Error for CustomFieldsError {}
