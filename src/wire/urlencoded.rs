//! `application/x-www-form-urlencoded` (WHATWG URL Standard, section 5), read strictly.

use std::fmt;

/// The most pairs that a body may have: PHP's own `max_input_vars`. What follows them PHP drops
/// without a word, so a body that has more is refused.
pub const MAX_PAIRS: usize = 1_000;

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// A body is none of this format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// A `%` stands without two hexadecimal digits behind it. The standard lets it stand for
    /// itself; here it is a sign that something was cut or never encoded.
    Percent,
    /// A name or a value is not UTF-8.
    Utf8,
    /// It has more than [`MAX_PAIRS`] pairs.
    TooMany,
}

/// The pairs of a body in their order, repeated names included.
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
/// [`Malformed`].
pub fn parse(body: &[u8]) -> Result<Vec<(String, String)>, Malformed> {
    let mut pairs = Vec::new();
    for pair in body.split(|b| *b == b'&').filter(|pair| !pair.is_empty()) {
        if pairs.len() == MAX_PAIRS {
            return Err(Malformed::TooMany);
        }
        let mut halves = pair.splitn(2, |b| *b == b'=');
        let mut half = || decode(halves.next().unwrap_or_default());
        pairs.push((half()?, half()?));
    }
    Ok(pairs)
}

/// Adds a pair to a body.
pub fn append(body: &mut String, name: &str, value: &str) {
    if !body.is_empty() {
        body.push('&');
    }
    encode(name, body);
    body.push('=');
    encode(value, body);
}

/// Adds an encoded text to a body: letters, digits and `*-._` stay, a blank becomes `+`, every
/// other byte of the UTF-8 becomes `%XX`.
pub fn encode(text: &str, body: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => {
                body.push(char::from(byte));
            }
            b' ' => body.push('+'),
            _ => {
                body.push('%');
                body.push(char::from(HEX[usize::from(byte >> 4)]));
                body.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
}

fn decode(text: &[u8]) -> Result<String, Malformed> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((byte, tail)) = rest.split_first() {
        rest = tail;
        decoded.push(match byte {
            b'+' => b' ',
            b'%' => {
                let (pair, tail) = rest.split_at_checked(2).ok_or(Malformed::Percent)?;
                rest = tail;
                digit(pair[0])? << 4 | digit(pair[1])?
            }
            _ => *byte,
        });
    }
    String::from_utf8(decoded).map_err(|_| Malformed::Utf8)
}

fn digit(byte: u8) -> Result<u8, Malformed> {
    match byte {
        b'0'..=b'9' => Ok(byte - b'0'),
        b'a'..=b'f' => Ok(byte - b'a' + 10),
        b'A'..=b'F' => Ok(byte - b'A' + 10),
        _ => Err(Malformed::Percent),
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Percent => "a % stands without two hexadecimal digits behind it",
            Self::Utf8 => "the body is not UTF-8",
            Self::TooMany => "the body has more than 1000 parameters",
        })
    }
}

impl std::error::Error for Malformed {}
