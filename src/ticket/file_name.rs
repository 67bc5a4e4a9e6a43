//! The name of a file, and how any name becomes a safe one.

use std::fmt;

/// The longest name that every file system takes, in bytes of UTF-8.
const MAX_NAME_BYTES: usize = 255;

/// How much of a name is shown, in characters: one of ten thousand would fill a page.
const MAX_SHOWN: usize = 300;

/// A file's name: 1 to 255 bytes, no path, no control and no bidirectional characters (OWASP File
/// Upload Cheat Sheet, ASVS 5.0 V5.3.2), and none that Windows keeps for a device.
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
    /// Windows keeps it for a device, whatever its extension: `CON`, `nul.txt`.
    Reserved,
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
        if is_reserved(text) {
            return Err(InvalidFileName::Reserved);
        }
        Ok(Self(text.to_owned()))
    }

    /// The nearest valid name: the last part of a path, without what cannot be, shortened before
    /// its extension, a device's with `_` before it, and `file` where nothing is left. A valid name
    /// stays as it is.
    #[must_use]
    pub fn made_safe(text: &str) -> Self {
        if let Ok(name) = Self::parse(text) {
            return name;
        }
        let last = text
            .rsplit(['/', '\\'])
            .find(|part| !part.trim_matches(['.', ' ']).is_empty())
            .unwrap_or_default();
        let mut kept: String = last.chars().filter(|c| !is_unsafe(*c)).collect();
        if is_reserved(kept.trim()) {
            kept = format!("_{}", kept.trim());
        }
        Self::parse(&shorten(kept.trim())).unwrap_or_else(|_| Self("file".to_owned()))
    }

    /// This name with an extension behind it, shortened before it where it gets too long.
    #[must_use]
    pub fn with_extension(&self, extension: &str) -> Self {
        Self::made_safe(&shorten(&format!(
            "{}.{extension}",
            self.0.trim_end_matches('.')
        )))
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

/// The devices of Windows, whose names stand before the first dot, in capitals or not; blanks
/// behind them do not count (Microsoft, "Naming Files, Paths, and Namespaces").
fn is_reserved(name: &str) -> bool {
    let device = name.split('.').next().unwrap_or_default().trim_end();
    let numbered = |prefix: &str| {
        let prefixed = device
            .get(..3)
            .is_some_and(|p| p.eq_ignore_ascii_case(prefix));
        let mut rest = device.chars().skip(3);
        prefixed
            && matches!(rest.next(), Some('1'..='9' | '¹' | '²' | '³'))
            && rest.next().is_none()
    };
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
        .iter()
        .any(|reserved| device.eq_ignore_ascii_case(reserved))
        || numbered("com")
        || numbered("lpt")
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

/// Any text that was meant for a name, as it can be shown without turning the text around it: what
/// no name may hold stands there by its number, `[U+202E]`.
#[must_use]
pub fn visible(name: &str) -> String {
    let mut shown = String::new();
    for (place, c) in name.chars().enumerate() {
        if place == MAX_SHOWN {
            shown.push('…');
            break;
        }
        if is_unsafe(c) {
            shown.push_str(&format!("[U+{:04X}]", u32::from(c)));
        } else {
            shown.push(c);
        }
    }
    shown
}
