//! `application/x-www-form-urlencoded` (WHATWG URL Standard, section 5), decoded strictly.

use super::byte_search::position;
use crate::url::{is_form_unreserved, push_percent_encoded};
use std::fmt;
use std::ops::Range;

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

/// Decodes the pairs of a body like [`parse`]. The longest value is decoded in place, so that a body with a
/// large value is never in memory twice.
///
/// # Errors
/// Returns [`UrlencodedError`] if the body does not have this format.
pub fn parse_owned(mut body: Vec<u8>) -> Result<Vec<(String, String)>, UrlencodedError> {
    let mut pairs = Vec::new();
    let mut longest = (0, 0..0);
    let mut start = 0;
    while start <= body.len() {
        let pair = &body[start..];
        let pair = &pair[..position(pair, |b| b == b'&').unwrap_or(pair.len())];
        let end = start + pair.len();
        let value = pair.iter().position(|b| *b == b'=');
        let value = value.map_or(end..end, |equals| start + equals + 1..end);
        if !pair.is_empty() {
            if pairs.len() == MAX_PAIRS {
                return Err(UrlencodedError::TooManyPairs);
            }
            if value.len() > longest.1.len() {
                longest = (pairs.len(), value.clone());
            }
            pairs.push((start, value));
        }
        start = end + 1;
    }
    let mut decoded = Vec::with_capacity(pairs.len());
    for (index, (start, value)) in pairs.into_iter().enumerate() {
        let name_end = value.start - usize::from(body.get(value.start - 1) == Some(&b'='));
        let is_longest = index == longest.0;
        let value = if is_longest { &[] } else { &body[value] };
        decoded.push((decode(&body[start..name_end])?, decode(value)?));
    }
    if let Some((_, value)) = decoded.get_mut(longest.0) {
        decode_in_place(&mut body, longest.1)?;
        *value = String::from_utf8(body).map_err(|_| UrlencodedError::NotUtf8)?;
    }
    Ok(decoded)
}

/// Number of bytes without an escape that are moved in one step.
const STEP: usize = 16;

/// Replaces `buffer` with the decoded bytes of a part of it.
fn decode_in_place(buffer: &mut Vec<u8>, part: Range<usize>) -> Result<(), UrlencodedError> {
    let (mut read, mut length) = (part.start, 0);
    while read < part.end {
        let rest = &buffer[read..part.end];
        if let Some(step) = rest.first_chunk::<STEP>().copied()
            // Not `any`, which ends at the first match: compilers vectorize a loop of fixed length.
            && !step.iter().fold(false, |found, b| found | is_escape(*b))
        {
            buffer[length..length + STEP].copy_from_slice(&step);
            read += STEP;
            length += STEP;
            continue;
        }
        let step_end = part.end.min(read + STEP);
        while read < step_end {
            let (byte, size) = decode_first(&buffer[read..part.end])?;
            buffer[length] = byte;
            read += size;
            length += 1;
        }
    }
    buffer.truncate(length);
    Ok(())
}

/// Returns `true` for the bytes that are decoded to another one.
const fn is_escape(byte: u8) -> bool {
    matches!(byte, b'%' | b'+')
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
    // Most names and values.
    if !text.iter().any(|b| is_escape(*b)) {
        return String::from_utf8(text.to_vec()).map_err(|_| UrlencodedError::NotUtf8);
    }
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (byte, size) = decode_first(rest)?;
        decoded.push(byte);
        rest = &rest[size..];
    }
    String::from_utf8(decoded).map_err(|_| UrlencodedError::NotUtf8)
}

/// Decodes the first byte of a string that is not empty. Returns it with the size of its encoding.
fn decode_first(text: &[u8]) -> Result<(u8, usize), UrlencodedError> {
    match text {
        [b'+', ..] => Ok((b' ', 1)),
        [b'%', high, low, ..] => Ok((hex_digit(*high)? << 4 | hex_digit(*low)?, 3)),
        [byte, ..] if *byte != b'%' => Ok((*byte, 1)),
        _ => Err(UrlencodedError::InvalidPercentEncoding),
    }
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
