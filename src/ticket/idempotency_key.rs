//! The idempotency key of a submission.

use std::fmt::{self, Write as _};

/// Byte offsets of the hyphens in a UUID.
const HYPHENS: [usize; 4] = [8, 13, 18, 23];

/// Length of a hyphenated UUID, in bytes.
const UUID_LEN: usize = 36;

/// Key shared by a submission and its retries, for which the relay opens at most one ticket: a
/// UUID, sent in the `Idempotency-Key` header.
///
/// A key gives access to the response of its submission, and that contains an access code. The key
/// is therefore a secret, and `Debug` does not print it.
///
/// ```
/// use open_ticket::ticket::IdempotencyKey;
///
/// let key = IdempotencyKey::parse("0191E3A4-7C1B-7D2E-8F30-A1B2C3D4E5F6").unwrap();
/// assert_eq!(key.to_string(), "0191e3a4-7c1b-7d2e-8f30-a1b2c3d4e5f6");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct IdempotencyKey([u8; 16]);

impl IdempotencyKey {
    /// Creates a UUID of version 4 (RFC 9562, section 5.4) from random bytes. Six of the 128 bits
    /// are replaced by the version and the variant.
    #[must_use]
    pub const fn from_random_bytes(mut bytes: [u8; 16]) -> Self {
        bytes[6] = bytes[6] & 0x0f | 0x40;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        Self(bytes)
    }

    /// Parses a hyphenated UUID of any version, in upper or lower case (RFC 9562, section 4).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.as_bytes();
        if text.len() != UUID_LEN || HYPHENS.iter().any(|&offset| text[offset] != b'-') {
            return None;
        }
        let mut digits = text
            .iter()
            .enumerate()
            .filter(|(offset, _)| !HYPHENS.contains(offset))
            .map(|(_, &byte)| char::from(byte).to_digit(16));
        let mut bytes = [0; 16];
        for byte in &mut bytes {
            let (high, low) = (digits.next()??, digits.next()??);
            *byte = u8::try_from(high << 4 | low).ok()?;
        }
        Some(Self(bytes))
    }

    /// The key's 16 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// Writes the UUID with hyphens, in lower case.
impl fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, byte) in self.0.iter().enumerate() {
            if matches!(index, 4 | 6 | 8 | 10) {
                f.write_char('-')?;
            }
            // Smaller in the bundle than the standard library's `{:02x}`.
            for digit in [byte >> 4, byte & 15] {
                f.write_char(char::from_digit(digit.into(), 16).unwrap_or('0'))?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdempotencyKey")
    }
}
