//! Character references of HTML, such as `&amp;` and `&#8212;`.

/// Characters that `&#128;` to `&#159;` mean: the characters of [windows-1252][spec], as old versions
/// of Word write them.
///
/// [spec]: https://html.spec.whatwg.org/#numeric-character-reference-end-state
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Decodes the references in text or an attribute, and normalizes its line breaks. References
/// without a semicolon are text, except numbers. `decode_name` decodes a reference such as
/// `&auml;`.
pub(super) fn decode(text: &str, decode_name: fn(&str) -> Option<String>) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(special) = rest.find(['&', '\r', '\0']) {
        decoded.push_str(&rest[..special]);
        rest = &rest[special..];
        let length = match rest.as_bytes() {
            [b'\r', b'\n', ..] | [b'\0', ..] => 1,
            [b'\r', ..] => {
                decoded.push('\n');
                1
            }
            _ => match reference(rest, decode_name) {
                Some((characters, length)) => {
                    decoded.push_str(&characters);
                    length
                }
                None => {
                    decoded.push('&');
                    1
                }
            },
        };
        rest = &rest[length..];
    }
    decoded + rest
}

/// Returns the characters of the reference at the start of the text, and its length.
fn reference(text: &str, decode_name: fn(&str) -> Option<String>) -> Option<(String, usize)> {
    if let Some(number) = text.strip_prefix("&#") {
        let (digits, radix) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (digits, 16),
            None => (number, 10),
        };
        let length = digits
            .find(|c: char| !c.is_digit(radix))
            .unwrap_or(digits.len());
        let c = char_of(&digits[..length], radix)?;
        let end = text.len() - digits.len() + length;
        let semicolon = usize::from(text[end..].starts_with(';'));
        return Some((c.to_string(), end + semicolon));
    }
    // The longest name has 31 letters.
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric();
    let length = text.bytes().skip(1).take(32).take_while(is_name).count() + 1;
    text[length..].starts_with(';').then_some(())?;
    let characters = match &text[1..length] {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "nbsp" => "\u{a0}".to_owned(),
        _ => decode_name(&text[..=length])?,
    };
    Some((characters, length + 1))
}

/// Returns the character of a number. Numbers that are no characters become U+FFFD.
fn char_of(digits: &str, radix: u32) -> Option<char> {
    if digits.is_empty() {
        return None;
    }
    let number = u32::from_str_radix(digits, radix).unwrap_or(u32::MAX);
    let windows = usize::try_from(number)
        .ok()
        .and_then(|number| number.checked_sub(0x80));
    let windows = windows.and_then(|index| WINDOWS_1252.get(index).copied());
    let c = windows
        .or_else(|| char::from_u32(number))
        .filter(|c| *c != '\0');
    Some(c.unwrap_or(char::REPLACEMENT_CHARACTER))
}
