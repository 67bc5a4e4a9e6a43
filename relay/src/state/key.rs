//! What an intent is known by.

use std::fmt::{self, Write};

/// SHA-256 of what a request means.
pub type Fingerprint = [u8; 32];

/// Where the hyphens of a UUID stand.
const HYPHENS: [usize; 4] = [8, 13, 18, 23];

/// The key of an intent, 16 bytes. It opens an answer with an access code in it, so it is a
/// secret: `Debug` says `Key`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key([u8; 16]);

/// What one claim is known by: only who was given it ends that claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fence(pub(super) u64);

impl Key {
    /// Reads a hyphenated UUID of any version, in either case (RFC 9562, section 4). Anything else
    /// is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.as_bytes();
        let is_hyphen = |&(at, byte): &(usize, &u8)| HYPHENS.contains(&at) && *byte == b'-';
        if text.len() != 36 || text.iter().enumerate().filter(is_hyphen).count() != HYPHENS.len() {
            return None;
        }
        let mut digits = text
            .iter()
            .enumerate()
            .filter(|(at, _)| !HYPHENS.contains(at))
            .map(|(_, &byte)| char::from(byte).to_digit(16));
        let mut bytes = [0; 16];
        for byte in &mut bytes {
            let (high, low) = (digits.next()??, digits.next()??);
            *byte = u8::try_from(high << 4 | low).ok()?;
        }
        Some(Self(bytes))
    }

    /// A new one of the system's randomness, as a UUID of version 4; none where there is no
    /// randomness.
    #[must_use]
    pub fn random() -> Option<Self> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).ok()?;
        bytes[6] = bytes[6] & 0x0f | 0x40;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        Some(Self(bytes))
    }

    /// The key as a UUID, in lower case with its hyphens.
    #[must_use]
    pub fn as_text(&self) -> String {
        let mut text = hex(&self.0);
        for at in HYPHENS {
            text.insert(at, '-');
        }
        text
    }

    pub(super) const fn bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

impl Fence {
    pub(super) fn random() -> Option<Self> {
        getrandom::u64().ok().map(Self)
    }
}

/// Bytes in lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "0191e3a4-7c1b-7d2e-8f30-a1b2c3d4e5f6";

    #[test]
    fn a_uuid_of_any_version_is_a_key_in_either_case() {
        let key = Key::parse(TEXT).unwrap();
        assert_eq!(Key::parse(&TEXT.to_uppercase()), Some(key));
        assert_eq!(key.as_text(), TEXT);
        for uuid in [
            "00000000-0000-0000-0000-000000000000",
            "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
        ] {
            assert_eq!(Key::parse(uuid).unwrap().as_text(), uuid.to_lowercase());
        }
    }

    #[test]
    fn anything_else_is_no_key() {
        let wrong = [
            String::new(),
            TEXT.replace('-', ""),
            format!("{{{TEXT}}}"),
            format!(" {TEXT}"),
            format!("{TEXT}0"),
            TEXT.replacen('0', "g", 1),
            TEXT.replacen('0', "+", 1),
            TEXT.replacen('-', "0", 1),
            TEXT.replacen("01", "0-", 1),
            TEXT.replacen("01", "é", 1),
            "-".repeat(36),
        ];
        for text in wrong {
            assert_eq!(Key::parse(&text), None, "{text}");
        }
    }

    #[test]
    fn a_random_key_is_another_one_each_time() {
        let (one, other) = (Key::random().unwrap(), Key::random().unwrap());
        assert_ne!(one, other);
        assert_eq!(Key::parse(&one.as_text()), Some(one));
        assert_eq!(&one.as_text()[14..15], "4");
    }

    #[test]
    fn a_key_does_not_show() {
        assert_eq!(format!("{:?}", Key::parse(TEXT).unwrap()), "Key");
    }
}
