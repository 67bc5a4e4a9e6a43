//! The key of an intent: the relay opens one ticket at most under it.

/// A random UUID, version 4 (RFC 9562): two forms never have the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// A key that nobody had before; `None` where the browser has no source of randomness.
    /// (`randomUUID` has one only for pages that came by https.)
    #[must_use]
    pub fn random() -> Option<Self> {
        let mut bytes = [0; 16];
        let crypto = web_sys::window()?.crypto().ok()?;
        crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
        bytes[6] = bytes[6] & 0x0f | 0x40;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let mut text = String::with_capacity(36);
        for (place, byte) in bytes.into_iter().enumerate() {
            if matches!(place, 4 | 6 | 8 | 10) {
                text.push('-');
            }
            let digits = [byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16));
            text.extend(digits.into_iter().flatten());
        }
        Some(Self(text))
    }

    /// As the relay reads it: 32 hexadecimal digits, and a dash after the 8th, 12th, 16th and 20th.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
