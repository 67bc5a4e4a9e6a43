//! A file that goes with a ticket.

use std::fmt;

/// The longest name that every file system takes, in bytes of UTF-8.
const MAX_NAME_BYTES: usize = 255;

/// A file: its name, its size in bytes and its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment<B = Vec<u8>> {
    name: FileName,
    size: u64,
    body: B,
}

impl Attachment<Vec<u8>> {
    /// A file whose bytes are at hand.
    #[must_use]
    pub fn from_bytes(name: FileName, bytes: Vec<u8>) -> Self {
        Self {
            name,
            size: bytes.len() as u64,
            body: bytes,
        }
    }
}

impl<B> Attachment<B> {
    /// A file whose bytes are elsewhere: `size` of them, reached through `body`.
    #[must_use]
    pub const fn of_size(name: FileName, size: u64, body: B) -> Self {
        Self { name, size, body }
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &FileName {
        &self.name
    }

    /// Its size in bytes.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Its body: the bytes, or the way to them.
    #[must_use]
    pub const fn body(&self) -> &B {
        &self.body
    }

    pub(super) fn try_map_body<C, E>(
        self,
        replace: impl FnOnce(B) -> Result<C, E>,
    ) -> Result<Attachment<C>, E> {
        Ok(Attachment {
            name: self.name,
            size: self.size,
            body: replace(self.body)?,
        })
    }
}

/// A file's name: 1 to 255 bytes, no path, no control and no bidirectional characters
/// (OWASP File Upload Cheat Sheet, ASVS 5.0 V5.3.2).
///
/// ```
/// use open_ticket::ticket::FileName;
///
/// assert!(FileName::parse("Zürich 🎫.txt").is_ok());
/// assert!(FileName::parse("../etc/passwd").is_err());
/// assert_eq!(FileName::made_safe("C:\\logs\\error.log").as_str(), "error.log");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileName(String);

/// Why a text is no file's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidFileName {
    /// There is nothing, or nothing but dots and spaces.
    Empty,
    /// It is over 255 bytes.
    TooLong,
    /// It holds `/` or `\`.
    Path,
    /// It holds a control character or one that turns the direction of text.
    Control,
}

impl FileName {
    /// Takes a name as it is.
    ///
    /// # Errors
    /// [`InvalidFileName`] says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, InvalidFileName> {
        if text.contains(['/', '\\']) {
            return Err(InvalidFileName::Path);
        }
        if text.contains(is_unsafe) {
            return Err(InvalidFileName::Control);
        }
        if text.trim_matches(['.', ' ']).is_empty() {
            return Err(InvalidFileName::Empty);
        }
        if text.len() > MAX_NAME_BYTES {
            return Err(InvalidFileName::TooLong);
        }
        Ok(Self(text.to_owned()))
    }

    /// The nearest valid name: the last part of a path, without what cannot be, shortened before
    /// its extension, and `file` where nothing is left. A valid name stays as it is.
    #[must_use]
    pub fn made_safe(text: &str) -> Self {
        if let Ok(name) = Self::parse(text) {
            return name;
        }
        let last = text
            .rsplit(['/', '\\'])
            .find(|part| !part.trim_matches(['.', ' ']).is_empty())
            .unwrap_or_default();
        let kept: String = last.chars().filter(|c| !is_unsafe(*c)).collect();
        Self::parse(&shorten(kept.trim())).unwrap_or_else(|_| Self("file".to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands behind the last dot, its ASCII letters in lower case: `png` of `Screen.PNG`.
    #[must_use]
    pub fn extension(&self) -> Option<String> {
        let (stem, extension) = self.0.rsplit_once('.')?;
        (!stem.is_empty() && !extension.is_empty()).then(|| extension.to_ascii_lowercase())
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Control characters, and the bidirectional ones of UAX #9 that make `exe.png` of `gnp.exe`.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2028}' | '\u{2029}' | '\u{2066}'..='\u{2069}')
}

/// Shortens to 255 bytes; an extension of a usual length survives.
fn shorten(name: &str) -> String {
    if name.len() <= MAX_NAME_BYTES {
        return name.to_owned();
    }
    let extension = name.rfind('.').map_or("", |dot| &name[dot..]).to_owned();
    let extension = if extension.len() <= 16 {
        extension
    } else {
        String::new()
    };
    let mut end = MAX_NAME_BYTES - extension.len();
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{extension}", &name[..end])
}
