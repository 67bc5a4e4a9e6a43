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
        let mut hex = format!("{:032x}", u128::from_be_bytes(bytes));
        for dash in [20, 16, 12, 8] {
            hex.insert(dash, '-');
        }
        Some(Self(hex))
    }

    /// As the relay reads it: 32 hexadecimal digits, and a dash after the 8th, 12th, 16th and 20th.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
