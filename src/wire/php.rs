//! PHP's `serialize` and `unserialize` for an array of integers and texts, and nothing else: no
//! object is ever built, and no array within the array.

use std::collections::BTreeMap;
use std::fmt;

/// A key of a PHP array.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// An integer.
    Int(i64),
    /// A text. One that spells an integer as PHP does is the integer: `42` is, `042`, `-0`, `+1`
    /// and `9223372036854775808` are texts.
    Str(String),
}

/// A value of a PHP array.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// An integer.
    Int(i64),
    /// A text.
    Str(String),
}

/// Bytes are no array of integers and texts as PHP's `serialize` writes it.
///
/// PHP's `unserialize` lets a little more pass: integers with a `+` or leading zeros, and anything
/// behind the array. `serialize` writes neither, so here both are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhpError {
    /// It is something else than an array.
    NotAnArray,
    /// The array holds something that is neither an integer nor a text: an object, a reference,
    /// another array.
    Kind,
    /// A character is not where it must be, or the count of pairs is wrong.
    Syntax,
    /// An integer is too large, or not written as PHP writes it.
    Number,
    /// A text is not as long as it says, in bytes.
    Length,
    /// A text is not UTF-8.
    NotUtf8,
    /// Something stands behind the array.
    Trailing,
}

impl From<&str> for Key {
    /// The key that PHP makes of a text.
    fn from(text: &str) -> Self {
        match canonical(text) {
            Some(number) => Self::Int(number),
            None => Self::Str(text.to_owned()),
        }
    }
}

/// Writes an array; lengths are in bytes. A key that is given twice is written twice, and PHP then
/// takes the last.
///
/// ```
/// use open_ticket::wire::php::{Key, Value, serialize};
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
            Key::Str(key) => match canonical(key) {
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

/// Reads an array. Of a repeated key the last value counts, at the place of the first, as in PHP.
///
/// # Errors
/// [`PhpError`].
pub fn unserialize(bytes: &[u8]) -> Result<Vec<(Key, Value)>, PhpError> {
    let mut rest = bytes.strip_prefix(b"a:").ok_or(PhpError::NotAnArray)?;
    let count = natural(&mut rest, b':')?;
    expect(&mut rest, b"{")?;
    let (mut array, mut places) = (Vec::new(), BTreeMap::new());
    for _ in 0..count {
        let key = match value(&mut rest)? {
            Value::Int(number) => Key::Int(number),
            Value::Str(text) => Key::from(text.as_str()),
        };
        let value = value(&mut rest)?;
        match places.get(&key) {
            Some(&place) => array[place] = (key, value),
            None => {
                places.insert(key.clone(), array.len());
                array.push((key, value));
            }
        }
    }
    expect(&mut rest, b"}")?;
    if rest.is_empty() {
        Ok(array)
    } else {
        Err(PhpError::Trailing)
    }
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

fn value(rest: &mut &[u8]) -> Result<Value, PhpError> {
    if let Some(tail) = rest.strip_prefix(b"i:") {
        *rest = tail;
        number(rest, b';').map(Value::Int)
    } else if let Some(tail) = rest.strip_prefix(b"s:") {
        *rest = tail;
        string(rest).map(Value::Str)
    } else {
        match rest.first() {
            Some(b'a'..=b'z' | b'A'..=b'Z') => Err(PhpError::Kind),
            _ => Err(PhpError::Syntax),
        }
    }
}

fn string(rest: &mut &[u8]) -> Result<String, PhpError> {
    let length = natural(rest, b':')?;
    expect(rest, b"\"")?;
    let (text, tail) = rest.split_at_checked(length).ok_or(PhpError::Length)?;
    *rest = tail.strip_prefix(b"\";").ok_or(PhpError::Length)?;
    String::from_utf8(text.to_vec()).map_err(|_| PhpError::NotUtf8)
}

fn natural(rest: &mut &[u8], end: u8) -> Result<usize, PhpError> {
    usize::try_from(number(rest, end)?).map_err(|_| PhpError::Number)
}

fn number(rest: &mut &[u8], end: u8) -> Result<i64, PhpError> {
    let length = rest
        .iter()
        .position(|b| *b == end)
        .ok_or(PhpError::Syntax)?;
    let number = str::from_utf8(&rest[..length])
        .ok()
        .and_then(canonical)
        .ok_or(PhpError::Number)?;
    *rest = &rest[length + 1..];
    Ok(number)
}

fn expect(rest: &mut &[u8], text: &[u8]) -> Result<(), PhpError> {
    *rest = rest.strip_prefix(text).ok_or(PhpError::Syntax)?;
    Ok(())
}

/// The integer that a text spells in the one way that PHP writes it.
fn canonical(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

impl fmt::Display for PhpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAnArray => "it is no serialized array",
            Self::Kind => "it holds something that is neither an integer nor a text",
            Self::Syntax => "it is not complete, or its count is wrong",
            Self::Number => "a number is too large or not written as PHP writes it",
            Self::Length => "a text is not as long as it says",
            Self::NotUtf8 => "a text is not UTF-8",
            Self::Trailing => "something stands behind the array",
        })
    }
}

impl std::error::Error for PhpError {}
