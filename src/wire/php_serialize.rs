//! PHP's `serialize` and `unserialize` for arrays of integers and strings only: no objects and no
//! nested arrays.

use std::collections::BTreeMap;
use std::fmt;

/// A key of a PHP array.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// An integer.
    Int(i64),
    /// A string. PHP converts the decimal form of an integer to an integer: `42` is converted;
    /// `042`, `-0`, `+1` and `9223372036854775808` remain strings.
    Str(String),
}

/// A value of a PHP array.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// An integer.
    Int(i64),
    /// A string.
    Str(String),
}

/// Error for bytes that are not a serialized array of integers and strings.
///
/// PHP's `unserialize` accepts slightly more: integers with a `+` or leading zeros, and any bytes
/// after the array. PHP's `serialize` never writes these, so they are errors here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhpError {
    /// The value is not an array.
    NotAnArray,
    /// The array contains a value that is neither an integer nor a string: an object, a reference
    /// or another array.
    UnsupportedType,
    /// The syntax or the number of pairs is wrong.
    Syntax,
    /// An integer is out of range or not in PHP's format.
    InvalidInteger,
    /// A string does not have the stated length, in bytes.
    LengthMismatch,
    /// A string is not UTF-8.
    NotUtf8,
    /// There are bytes after the array.
    TrailingBytes,
}

impl From<&str> for Key {
    /// Converts a string to a key as PHP does.
    fn from(text: &str) -> Self {
        match parse_canonical_integer(text) {
            Some(number) => Self::Int(number),
            None => Self::Str(text.to_owned()),
        }
    }
}

/// Serializes an array. Lengths are in bytes. A repeated key is written twice; PHP then uses the
/// last value.
///
/// ```
/// use open_ticket::wire::php_serialize::{Key, Value, serialize};
///
/// let array = [(Key::Int(1), Value::Str("Zürich 🎫".into()))];
/// assert_eq!(serialize(&array), "a:1:{i:1;s:12:\"Zürich 🎫\";}".as_bytes());
/// ```
#[must_use]
pub fn serialize(array: &[(Key, Value)]) -> Vec<u8> {
    let mut text = format!("a:{}:{{", array.len());
    for (key, value) in array {
        match key {
            Key::Int(number) => append_int(*number, &mut text),
            Key::Str(key) => match parse_canonical_integer(key) {
                Some(number) => append_int(number, &mut text),
                None => append_str(key, &mut text),
            },
        }
        match value {
            Value::Int(number) => append_int(*number, &mut text),
            Value::Str(value) => append_str(value, &mut text),
        }
    }
    text.push('}');
    text.into_bytes()
}

/// A value of a serialized array, without a copy of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ValueRef<'a> {
    Int(i64),
    Str(&'a str),
}

/// Calls `add` with each key and value of a serialized array, in order and including repeated keys.
/// A key is as written: PHP converts the decimal form of an integer. Allocates no memory,
/// regardless of the structure of the array.
pub(super) fn for_each_pair<'a, E: From<PhpError>>(
    bytes: &'a [u8],
    mut add: impl FnMut(ValueRef<'a>, ValueRef<'a>) -> Result<(), E>,
) -> Result<(), E> {
    let mut rest = bytes.strip_prefix(b"a:").ok_or(PhpError::NotAnArray)?;
    let count = parse_length(&mut rest, b':')?;
    expect(&mut rest, b"{")?;
    for _ in 0..count {
        let key = parse_value(&mut rest)?;
        add(key, parse_value(&mut rest)?)?;
    }
    expect(&mut rest, b"}")?;
    if rest.is_empty() {
        Ok(())
    } else {
        Err(PhpError::TrailingBytes.into())
    }
}

/// Unserializes an array. A repeated key keeps its first position and gets its last value, as in
/// PHP.
///
/// # Errors
/// Returns [`PhpError`] with the reason.
pub fn unserialize(bytes: &[u8]) -> Result<Vec<(Key, Value)>, PhpError> {
    let (mut array, mut positions) = (Vec::new(), BTreeMap::new());
    for_each_pair(bytes, |key, value| {
        let key = match key {
            ValueRef::Int(number) => Key::Int(number),
            ValueRef::Str(text) => Key::from(text),
        };
        let value = match value {
            ValueRef::Int(number) => Value::Int(number),
            ValueRef::Str(text) => Value::Str(text.to_owned()),
        };
        match positions.get(&key) {
            Some(&position) => array[position] = (key, value),
            None => {
                positions.insert(key.clone(), array.len());
                array.push((key, value));
            }
        }
        Ok::<_, PhpError>(())
    })?;
    Ok(array)
}

fn append_int(number: i64, text: &mut String) {
    text.push_str("i:");
    text.push_str(&number.to_string());
    text.push(';');
}

fn append_str(value: &str, text: &mut String) {
    text.push_str("s:");
    text.push_str(&value.len().to_string());
    text.push_str(":\"");
    text.push_str(value);
    text.push_str("\";");
}

fn parse_value<'a>(rest: &mut &'a [u8]) -> Result<ValueRef<'a>, PhpError> {
    if let Some(tail) = rest.strip_prefix(b"i:") {
        *rest = tail;
        parse_integer(rest, b';').map(ValueRef::Int)
    } else if let Some(tail) = rest.strip_prefix(b"s:") {
        *rest = tail;
        parse_string(rest).map(ValueRef::Str)
    } else {
        match rest.first() {
            Some(b'a'..=b'z' | b'A'..=b'Z') => Err(PhpError::UnsupportedType),
            _ => Err(PhpError::Syntax),
        }
    }
}

fn parse_string<'a>(rest: &mut &'a [u8]) -> Result<&'a str, PhpError> {
    let length = parse_length(rest, b':')?;
    expect(rest, b"\"")?;
    let (text, tail) = rest
        .split_at_checked(length)
        .ok_or(PhpError::LengthMismatch)?;
    *rest = tail.strip_prefix(b"\";").ok_or(PhpError::LengthMismatch)?;
    str::from_utf8(text).map_err(|_| PhpError::NotUtf8)
}

fn parse_length(rest: &mut &[u8], end: u8) -> Result<usize, PhpError> {
    usize::try_from(parse_integer(rest, end)?).map_err(|_| PhpError::InvalidInteger)
}

fn parse_integer(rest: &mut &[u8], end: u8) -> Result<i64, PhpError> {
    let length = rest
        .iter()
        .position(|b| *b == end)
        .ok_or(PhpError::Syntax)?;
    let number = str::from_utf8(&rest[..length])
        .ok()
        .and_then(parse_canonical_integer)
        .ok_or(PhpError::InvalidInteger)?;
    *rest = &rest[length + 1..];
    Ok(number)
}

fn expect(rest: &mut &[u8], text: &[u8]) -> Result<(), PhpError> {
    *rest = rest.strip_prefix(text).ok_or(PhpError::Syntax)?;
    Ok(())
}

/// Parses an integer in the only form that PHP writes.
fn parse_canonical_integer(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

impl fmt::Display for PhpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAnArray => "the value is not a serialized array",
            Self::UnsupportedType => {
                "the array contains a value that is neither an integer nor a string"
            }
            Self::Syntax => "the array is incomplete or its count is wrong",
            Self::InvalidInteger => "an integer is out of range or not in PHP's format",
            Self::LengthMismatch => "a string does not have the stated length",
            Self::NotUtf8 => "a string is not UTF-8",
            Self::TrailingBytes => "there are bytes after the array",
        })
    }
}

impl std::error::Error for PhpError {}
