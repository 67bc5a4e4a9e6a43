//! Parser of JSON (RFC 8259) in the browser.
//!
//! It returns the same values as `serde_json`'s parser. That one has 10 kB of code for readers, typed
//! values and messages of errors, and a table for fractions, which hardly compresses; this one is a
//! quarter of it. Fractions, which no format of the form contains, may differ in their last digits.

use serde_json::{Map, Value};

/// Maximum depth of arrays and objects, as in `serde_json`: the parser is recursive.
const MAX_DEPTH: usize = 127;

/// Maximum power of ten by which a fraction is scaled. Larger ones are 0 or infinite.
const MAX_SCALE: u32 = 700;

/// Parses JSON. Returns `None` if the text is not JSON, or nested too deeply.
#[must_use]
pub fn parse(text: &str) -> Option<Value> {
    let mut parser = Parser { text, position: 0 };
    let value = parser.value(MAX_DEPTH)?;
    parser.skip_white_space();
    (parser.position == text.len()).then_some(value)
}

struct Parser<'a> {
    text: &'a str,
    /// Position of the next byte.
    position: usize,
}

impl<'a> Parser<'a> {
    fn value(&mut self, depth: usize) -> Option<Value> {
        self.skip_white_space();
        match self.peek()? {
            b'{' => self.object(depth.checked_sub(1)?),
            b'[' => self.array(depth.checked_sub(1)?),
            b'"' => self.string().map(Value::String),
            b't' => self.literal("true", Value::Bool(true)),
            b'f' => self.literal("false", Value::Bool(false)),
            b'n' => self.literal("null", Value::Null),
            _ => self.number(),
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        self.position += 1;
        let mut members = Map::new();
        if self.take_token(b'}') {
            return Some(Value::Object(members));
        }
        loop {
            self.skip_white_space();
            let key = self.string()?;
            if !self.take_token(b':') {
                return None;
            }
            members.insert(key, self.value(depth)?);
            if !self.take_token(b',') {
                return self.take_token(b'}').then_some(Value::Object(members));
            }
        }
    }

    fn array(&mut self, depth: usize) -> Option<Value> {
        self.position += 1;
        let mut items = Vec::new();
        if self.take_token(b']') {
            return Some(Value::Array(items));
        }
        loop {
            items.push(self.value(depth)?);
            if !self.take_token(b',') {
                return self.take_token(b']').then_some(Value::Array(items));
            }
        }
    }

    fn literal(&mut self, literal: &str, value: Value) -> Option<Value> {
        let rest = self.text.get(self.position..)?;
        self.position += literal.len();
        rest.starts_with(literal).then_some(value)
    }

    fn string(&mut self) -> Option<String> {
        if !self.take(b'"') {
            return None;
        }
        let mut string = String::new();
        loop {
            let is_plain = |byte: u8| byte >= b' ' && byte != b'"' && byte != b'\\';
            string.push_str(self.take_while(is_plain));
            match self.next()? {
                b'"' => return Some(string),
                b'\\' => string.push(self.escape()?),
                _ => return None,
            }
        }
    }

    /// Reads the character of an escape, after the backslash.
    fn escape(&mut self) -> Option<char> {
        Some(match self.next()? {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode_escape(),
            symbol @ (b'"' | b'\\' | b'/') => symbol.into(),
            _ => return None,
        })
    }

    /// Reads one or two UTF-16 code units (RFC 8259, section 7).
    fn unicode_escape(&mut self) -> Option<char> {
        let unit = self.code_unit()?;
        if !(0xd800..0xdc00).contains(&unit) {
            return char::from_u32(unit);
        }
        if !(self.take(b'\\') && self.take(b'u')) {
            return None;
        }
        let low = self.code_unit()?;
        let is_low = (0xdc00..0xe000).contains(&low);
        let code_point = 0x10000 + ((unit - 0xd800) << 10) + (low & 0x3ff);
        char::from_u32(code_point).filter(|_| is_low)
    }

    fn code_unit(&mut self) -> Option<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit << 4 | char::from(self.next()?).to_digit(16)?;
        }
        Some(unit)
    }

    fn number(&mut self) -> Option<Value> {
        let is_negative = self.take(b'-');
        let integer = self.digits()?;
        if integer.len() > 1 && integer.starts_with('0') {
            return None;
        }
        let fraction = match self.take(b'.') {
            true => Some(self.digits()?),
            false => None,
        };
        let mut exponent = None;
        if self.take(b'e') || self.take(b'E') {
            let is_negative = self.take(b'-');
            if !is_negative {
                self.take(b'+');
            }
            exponent = Some((is_negative, self.digits()?));
        }
        if fraction.is_none()
            && exponent.is_none()
            && let Ok(number) = integer.parse::<u64>()
        {
            match (is_negative, 0_i64.checked_sub_unsigned(number)) {
                (false, _) => return Some(number.into()),
                (true, Some(negative)) if negative < 0 => return Some(negative.into()),
                _ => {}
            }
        }
        let number = approximate(integer, fraction.unwrap_or_default(), exponent);
        Some(if is_negative { -number } else { number }.into())
    }

    fn digits(&mut self) -> Option<&'a str> {
        let digits = self.take_while(|byte| byte.is_ascii_digit());
        (!digits.is_empty()).then_some(digits)
    }

    fn skip_white_space(&mut self) {
        self.take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
    }

    /// Skips white space, and the byte if it is the next one.
    fn take_token(&mut self, byte: u8) -> bool {
        self.skip_white_space();
        self.take(byte)
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.position += usize::from(is_next);
        is_next
    }

    /// Returns the next bytes that meet a condition, which ends at the boundary of a character.
    fn take_while(&mut self, condition: impl Fn(u8) -> bool) -> &'a str {
        let start = self.position;
        while self.peek().is_some_and(&condition) {
            self.position += 1;
        }
        self.text.get(start..self.position).unwrap_or_default()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.position += 1;
        Some(byte)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }
}

/// Returns an approximation of a number. The exponent is its sign (`true` for negative) and its digits.
fn approximate(integer: &str, fraction: &str, exponent: Option<(bool, &str)>) -> f64 {
    let digits = integer.bytes().chain(fraction.bytes());
    let mut number = digits.fold(0.0, |number, digit| number * 10.0 + f64::from(digit - b'0'));
    let exponent = exponent.map_or(0, |(is_negative, digits)| {
        let exponent = digits.parse().unwrap_or(i32::MAX);
        if is_negative { -exponent } else { exponent }
    });
    let scale = exponent.saturating_sub_unsigned(fraction.len().try_into().unwrap_or(u32::MAX));
    for _ in 0..scale.unsigned_abs().min(MAX_SCALE) {
        number = if scale < 0 {
            number / 10.0
        } else {
            number * 10.0
        };
    }
    number.min(f64::MAX)
}
