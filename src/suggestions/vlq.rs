//! Variable-length quantities as text: groups of 5 bits, the lowest first, in base64url's alphabet. The sixth
//! bit is the continuation bit.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Continuation bit: another group follows.
const CONTINUES: u32 = 32;

/// Maximum number of groups.
const MAX_GROUPS: u32 = 4;

/// Appends a number below 2^20.
pub fn push_number(text: &mut String, mut number: u32) {
    while number >= CONTINUES {
        push_digit(text, CONTINUES + number % CONTINUES);
        number /= CONTINUES;
    }
    push_digit(text, number);
}

/// Appends one character, for a number below 64.
pub fn push_digit(text: &mut String, digit: u32) {
    text.push(char::from(ALPHABET[digit as usize % ALPHABET.len()]));
}

/// Reads the value of one character.
pub fn read_digit(bytes: &mut std::slice::Iter<'_, u8>) -> Option<u32> {
    let byte = *bytes.next()?;
    let digit = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    };
    Some(digit.into())
}

/// Reads a number. `None` if it is incomplete or too long.
pub fn read_number(bytes: &mut std::slice::Iter<'_, u8>) -> Option<u32> {
    let mut number = 0;
    for group in 0..MAX_GROUPS {
        let digit = read_digit(bytes)?;
        number += (digit % CONTINUES) << (5 * group);
        if digit < CONTINUES {
            return Some(number);
        }
    }
    None
}
