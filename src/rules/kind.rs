//! What a file is, by its extension and by the browser's word for it.

use super::Limits;
use crate::ticket::FileName;

/// Media types that say for certain what a file is, each with the extensions that go with it, the
/// usual one first. What is not here (`text/plain`, `application/octet-stream`, Excel's for a CSV)
/// is said of too much: then the extension decides alone.
const CERTAIN: [(&str, &[&str]); 13] = [
    ("image/png", &["png", "apng"]),
    ("image/jpeg", &["jpg", "jpeg", "jfif", "jpe"]),
    ("image/gif", &["gif"]),
    ("image/webp", &["webp"]),
    ("image/avif", &["avif"]),
    ("image/bmp", &["bmp", "dib"]),
    ("image/tiff", &["tif", "tiff"]),
    ("image/heic", &["heic", "heif"]),
    ("image/svg+xml", &["svg", "svgz"]),
    ("application/pdf", &["pdf", "ai"]),
    ("text/html", &["html", "htm", "xhtml"]),
    ("video/mp4", &["mp4", "m4v"]),
    ("application/x-msdownload", &["exe", "dll", "msi"]),
];

/// The pictures that every browser draws.
const DRAWN: [&str; 9] = [
    "apng", "avif", "bmp", "gif", "jfif", "jpeg", "jpg", "png", "webp",
];

/// Those that can be drawn anew as what they are.
const REDRAWN: [(&str, &str); 4] = [
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("png", "image/png"),
    ("webp", "image/webp"),
];

/// What is read in lines.
const TEXT: [&str; 16] = [
    "conf", "css", "csv", "eml", "htm", "html", "ini", "js", "json", "log", "md", "php", "sql",
    "txt", "xml", "yml",
];

/// Whether a media type is known and contradicts the name. One that is not known, or none, says
/// nothing.
#[must_use]
pub fn contradicts(name: &FileName, media_type: &str) -> bool {
    match (extensions_of(media_type), name.extension()) {
        ([], _) | (_, None) => false,
        (known, Some(extension)) => !known.contains(&extension.as_str()),
    }
}

/// Whether browsers draw it as a picture.
#[must_use]
pub fn is_picture(name: &FileName) -> bool {
    has_one_of(name, &DRAWN)
}

/// Whether it is read in lines.
#[must_use]
pub fn is_text(name: &FileName) -> bool {
    has_one_of(name, &TEXT)
}

/// The media type of a picture that can be drawn anew, smaller, and stay of its kind.
#[must_use]
pub fn redrawn_as(name: &FileName) -> Option<&'static str> {
    let extension = name.extension()?;
    let found = REDRAWN.iter().find(|(known, _)| *known == extension);
    found.map(|(_, media_type)| *media_type)
}

impl Limits {
    /// Whether files with this extension, in lower case, are taken.
    #[must_use]
    pub fn takes(&self, extension: &str) -> bool {
        self.extensions.is_empty() || self.extensions.iter().any(|taken| taken == extension)
    }

    /// Whether pictures are taken that a camera makes.
    #[must_use]
    pub fn takes_photos(&self) -> bool {
        self.takes("jpg") || self.takes("jpeg")
    }

    /// The name with the extension of its media type, if it has none and one of that type's is
    /// taken: a pasted picture need not have any.
    #[must_use]
    pub fn completed(&self, name: FileName, media_type: &str) -> FileName {
        if name.extension().is_some() {
            return name;
        }
        let mut fitting = extensions_of(media_type).iter();
        match fitting.find(|extension| self.takes(extension)) {
            Some(extension) => name.with_extension(extension),
            None => name,
        }
    }
}

fn extensions_of(media_type: &str) -> &'static [&'static str] {
    let found = CERTAIN.iter().find(|(known, _)| *known == media_type);
    found.map_or(&[], |(_, extensions)| extensions)
}

fn has_one_of(name: &FileName, extensions: &[&str]) -> bool {
    name.extension()
        .is_some_and(|extension| extensions.contains(&extension.as_str()))
}
