//! PHP's `urldecode`.

/// Decodes `+` to a space and `%XX` to a byte. A `%` without two hexadecimal digits is kept.
pub fn url_decode(text: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        match (byte, hex_byte(tail)) {
            (b'+', _) => decoded.push(b' '),
            (b'%', Some(value)) => {
                decoded.push(value);
                rest = &tail[2..];
            }
            _ => decoded.push(byte),
        }
    }
    decoded
}

fn hex_byte(text: &[u8]) -> Option<u8> {
    let digit = |index: usize| char::from(*text.get(index)?).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percent_sign_without_digits_is_kept() {
        assert_eq!(url_decode(b"100%"), b"100%");
        assert_eq!(url_decode(b"%zz+%41"), b"%zz A");
    }
}
