//! Percent-encoding (RFC 3986, section 2.1).

const HEX_DIGITS: &[u8; 16] = b"0123456789ABCDEF";

/// Percent-encodes every byte of the UTF-8 text that `is_allowed` rejects.
///
/// ```
/// use open_ticket::url::{is_unreserved, percent_encode};
///
/// assert_eq!(percent_encode("516 757-A", is_unreserved), "516%20757-A");
/// ```
#[must_use]
pub fn percent_encode(text: &str, is_allowed: fn(u8) -> bool) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if is_allowed(byte) {
            encoded.push(char::from(byte));
        } else {
            push_percent_encoded(byte, &mut encoded);
        }
    }
    encoded
}

/// Appends a byte as `%XX`, in upper case.
pub fn push_percent_encoded(byte: u8, encoded: &mut String) {
    encoded.push('%');
    for digit in [byte >> 4, byte & 15] {
        encoded.push(char::from(HEX_DIGITS[usize::from(digit)]));
    }
}

/// Returns `true` for the bytes that never need an escape (RFC 3986, section 2.3): ASCII letters,
/// digits and `-._~`.
#[must_use]
pub const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// Returns `true` for the bytes that `application/x-www-form-urlencoded` leaves unchanged (WHATWG
/// URL Standard, section 1.3): ASCII letters, digits and `*-._`.
#[must_use]
pub const fn is_form_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'*' | b'-' | b'.' | b'_')
}
