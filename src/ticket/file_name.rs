//! File names: validation, sanitizing and safe display.

use super::characters::is_unsafe_in_line;
use std::fmt;

/// Maximum length that all file systems support, in bytes of UTF-8.
const MAX_NAME_BYTES: usize = 255;

/// Maximum length of a displayed name, in characters: a name of 10,000 would fill a page.
const MAX_DISPLAYED_CHARS: usize = 300;

/// A file name: 1 to 255 bytes, without path separators, control characters and bidirectional
/// characters (OWASP File Upload Cheat Sheet, ASVS 5.0 V5.3.2), and not a reserved device name of
/// Windows.
///
/// ```
/// use open_ticket::ticket::FileName;
///
/// assert!(FileName::parse("Zürich 🎫.txt").is_ok());
/// assert!(FileName::parse("../etc/passwd").is_err());
/// assert_eq!(FileName::sanitized("C:\\logs\\error.log").as_str(), "error.log");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileName(String);

/// Error for a string that is not a file name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidFileName {
    /// Empty, or nothing but dots and spaces.
    Empty,
    /// Longer than 255 bytes.
    TooLong,
    /// Contains `/` or `\`.
    PathSeparator,
    /// Contains a control character, or a bidirectional one that changes the direction of text.
    ControlCharacter,
    /// A device name that Windows reserves, with any extension: `CON`, `nul.txt`.
    ReservedName,
}

impl FileName {
    /// Parses a file name. Keeps the text unchanged.
    ///
    /// # Errors
    /// Returns [`InvalidFileName`] with the reason.
    pub fn parse(text: &str) -> Result<Self, InvalidFileName> {
        if text.contains(['/', '\\']) {
            return Err(InvalidFileName::PathSeparator);
        }
        if text.contains(is_unsafe_in_line) {
            return Err(InvalidFileName::ControlCharacter);
        }
        if text.trim_matches(['.', ' ']).is_empty() {
            return Err(InvalidFileName::Empty);
        }
        if text.len() > MAX_NAME_BYTES {
            return Err(InvalidFileName::TooLong);
        }
        if is_reserved(text) {
            return Err(InvalidFileName::ReservedName);
        }
        Ok(Self(text.to_owned()))
    }

    /// Converts any text to a valid name: takes the last component of a path, removes unsafe
    /// characters, prefixes a reserved device name with `_`, truncates the stem and keeps the
    /// extension. Returns `file` if nothing is left. Valid names are returned unchanged.
    #[must_use]
    pub fn sanitized(text: &str) -> Self {
        if let Ok(name) = Self::parse(text) {
            return name;
        }
        let last_component = text
            .rsplit(['/', '\\'])
            .find(|part| !part.trim_matches(['.', ' ']).is_empty())
            .unwrap_or_default();
        let mut safe: String = last_component
            .chars()
            .filter(|c| !is_unsafe_in_line(*c))
            .collect();
        if is_reserved(safe.trim()) {
            safe = format!("_{}", safe.trim());
        }
        Self::parse(&truncate(safe.trim())).unwrap_or_else(|_| Self("file".to_owned()))
    }

    /// Appends an extension. Truncates the stem if the name would get too long.
    #[must_use]
    pub fn with_extension(&self, extension: &str) -> Self {
        Self::sanitized(&truncate(&format!(
            "{}.{extension}",
            self.0.trim_end_matches('.')
        )))
    }

    /// Replaces the extension, or appends this one to a name without an extension.
    #[must_use]
    pub fn replace_extension(&self, extension: &str) -> Self {
        match self.0.rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => {
                Self::sanitized(&truncate(&format!("{stem}.{extension}")))
            }
            _ => self.with_extension(extension),
        }
    }

    /// The file name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The extension, with its ASCII letters in lower case: `png` for `Screen.PNG`.
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

/// Returns `true` if the part before the first dot is a device name of Windows. Case and trailing
/// white space are ignored (Microsoft, "Naming Files, Paths, and Namespaces").
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let is_numbered = |prefix: &str| {
        let has_prefix = stem
            .get(..3)
            .is_some_and(|p| p.eq_ignore_ascii_case(prefix));
        let mut rest = stem.chars().skip(3);
        has_prefix
            && matches!(rest.next(), Some('1'..='9' | '¹' | '²' | '³'))
            && rest.next().is_none()
    };
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
        .iter()
        .any(|reserved| stem.eq_ignore_ascii_case(reserved))
        || is_numbered("com")
        || is_numbered("lpt")
}

/// Truncates a name to 255 bytes. Keeps an extension of at most 15 bytes.
fn truncate(name: &str) -> String {
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

/// Escapes a file name that may be invalid, so that it cannot change the direction of the text
/// around it: unsafe characters become their code point, `[U+202E]`. Truncates names of more than
/// 300 characters.
#[must_use]
pub fn escape_for_display(name: &str) -> String {
    let mut escaped = String::new();
    for (index, c) in name.chars().enumerate() {
        if index == MAX_DISPLAYED_CHARS {
            escaped.push('…');
            break;
        }
        if is_unsafe_in_line(c) {
            escaped.push_str(&format!("[U+{:04X}]", u32::from(c)));
        } else {
            escaped.push(c);
        }
    }
    escaped
}
