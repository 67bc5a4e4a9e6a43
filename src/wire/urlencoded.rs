//! `application/x-www-form-urlencoded` (WHATWG URL Standard, section 5), decoded strictly.

use crate::url::{is_form_unreserved, push_percent_encoded};
use std::fmt;

/// Maximum number of pairs in a body: the default of PHP's `max_input_vars`. PHP silently drops the
/// pairs after that, so a body with more is an error.
pub const MAX_PAIRS: usize = 1_000;

/// Error for a body that does not have this format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlencodedError {
    /// A `%` is not followed by two hexadecimal digits. The standard accepts it as a literal `%`;
    /// here it is an error, because the body was truncated or not encoded.
    InvalidPercentEncoding,
    /// A name or a value is not UTF-8.
    NotUtf8,
    /// The body has more than [`MAX_PAIRS`] pairs.
    TooManyPairs,
}

/// Decodes the pairs of a body, in order and including repeated names.
///
/// ```
/// use open_ticket::wire::urlencoded::parse;
///
/// let pairs = parse(b"subject=web-1+answers+500&message=%F0%9F%8E%AB").unwrap();
/// assert_eq!(pairs[0], ("subject".into(), "web-1 answers 500".into()));
/// assert_eq!(pairs[1].1, "🎫");
/// ```
///
/// # Errors
/// Returns [`UrlencodedError`] if the body does not have this format.
pub fn parse(body: &[u8]) -> Result<Vec<(String, String)>, UrlencodedError> {
    let mut pairs = Vec::new();
    for pair in body.split(|b| *b == b'&').filter(|pair| !pair.is_empty()) {
        if pairs.len() == MAX_PAIRS {
            return Err(UrlencodedError::TooManyPairs);
        }
        let mut parts = pair.splitn(2, |b| *b == b'=');
        let mut decode_next = || decode(parts.next().unwrap_or_default());
        pairs.push((decode_next()?, decode_next()?));
    }
    Ok(pairs)
}

/// Appends a pair to a body.
pub fn append(body: &mut String, name: &str, value: &str) {
    if !body.is_empty() {
        body.push('&');
    }
    encode(name, body);
    body.push('=');
    encode(value, body);
}

/// Appends an encoded text to a body: ASCII letters, digits and `*-._` are unchanged, a space
/// becomes `+`, and every other byte of the UTF-8 becomes `%XX`.
pub fn encode(text: &str, body: &mut String) {
    for byte in text.bytes() {
        match byte {
            b' ' => body.push('+'),
            _ if is_form_unreserved(byte) => body.push(char::from(byte)),
            _ => push_percent_encoded(byte, body),
        }
    }
}

fn decode(text: &[u8]) -> Result<String, UrlencodedError> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((byte, tail)) = rest.split_first() {
        rest = tail;
        decoded.push(match byte {
            b'+' => b' ',
            b'%' => {
                let (pair, tail) = rest
                    .split_at_checked(2)
                    .ok_or(UrlencodedError::InvalidPercentEncoding)?;
                rest = tail;
                hex_digit(pair[0])? << 4 | hex_digit(pair[1])?
            }
            _ => *byte,
        });
    }
    String::from_utf8(decoded).map_err(|_| UrlencodedError::NotUtf8)
}

fn hex_digit(byte: u8) -> Result<u8, UrlencodedError> {
    match byte {
        b'0'..=b'9' => Ok(byte - b'0'),
        b'a'..=b'f' => Ok(byte - b'a' + 10),
        b'A'..=b'F' => Ok(byte - b'A' + 10),
        _ => Err(UrlencodedError::InvalidPercentEncoding),
    }
}

impl fmt::Display for UrlencodedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::InvalidPercentEncoding => "a % is not followed by two hexadecimal digits",
            Self::NotUtf8 => "the body is not UTF-8",
            Self::TooManyPairs => "the body has more than 1000 parameters",
        })
    }
}

impl std::error::Error for UrlencodedError {}
