//! File types, by extension and by the media type that the browser reports.

use super::Limits;
use crate::ticket::FileName;

/// Media types that identify a file's type reliably, each with its extensions, the most common one
/// first. Ambiguous types are omitted, so that only the extension is checked: `text/plain`,
/// `application/octet-stream`, Excel's type for a CSV file.
const RELIABLE: [(&str, &[&str]); 13] = [
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

/// Extensions of the image formats that browsers can also encode, with their media types.
const REENCODABLE: [(&str, &str); 4] = [
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("png", "image/png"),
    ("webp", "image/webp"),
];

/// Extensions of files that are neither text nor an image, separated by `|`. Any other extension
/// may belong to a text file: `error.log.1`, `settings.bak`.
const NEITHER_TEXT_NOR_IMAGE: &str = "|7z|aac|accdb|ai|apk|avi|bin|bz2|cab|class|com|cpl|dat|db|deb|\
    dll|dmg|doc|docm|docx|eps|exe|flac|gz|iso|jar|key|lnk|m4a|m4v|mdb|mkv|mov|mp3|mp4|mpg|msg|msi|\
    numbers|odp|ods|odt|ogg|otf|pages|pdf|pif|pkg|ppt|pptx|ps|psd|pst|rar|rpm|rtf|scr|so|sqlite|tar|\
    tgz|ttf|wav|webm|wma|wmv|woff|woff2|xls|xlsb|xlsm|xlsx|xz|zip|zst|";

/// Extensions of text files.
const TEXTS: [&str; 16] = [
    "conf", "css", "csv", "eml", "htm", "html", "ini", "js", "json", "log", "md", "php", "sql",
    "txt", "xml", "yml",
];

/// Returns `true` if a reliable media type contradicts the file's extension. An unknown or empty
/// media type contradicts nothing.
#[must_use]
pub fn contradicts_media_type(name: &FileName, media_type: &str) -> bool {
    match (extensions_of(media_type), name.extension()) {
        ([], _) | (_, None) => false,
        (known, Some(extension)) => !known.contains(&extension.as_str()),
    }
}

/// Returns `true` for the name of an image in HEIF, the format of the iPhone's camera.
#[must_use]
pub fn is_heic(name: &FileName) -> bool {
    has_extension_of(name, &["heic", "heics", "heif", "heifs", "hif"])
}

/// Returns `true` for the name of an image, except for a drawing in SVG, which is text.
pub(super) fn has_image_name(name: &FileName) -> bool {
    let is_image = |extension: String| {
        let mut formats = RELIABLE.iter();
        formats.any(|(media_type, extensions)| {
            media_type.starts_with("image/")
                && *media_type != "image/svg+xml"
                && extensions.contains(&extension.as_str())
        })
    };
    is_heic(name) || name.extension().is_some_and(is_image)
}

/// Returns `true` if a file may be sent under another name: it has no extension, or one that may
/// belong to a text file or an image.
pub(super) fn may_be_renamed(name: &FileName) -> bool {
    let is_other = |extension| NEITHER_TEXT_NOR_IMAGE.contains(&format!("|{extension}|"));
    !name.extension().is_some_and(is_other)
}

/// Gives a name the extension of a format. Replaces the extension of another format, and appends to
/// a name without one.
pub(super) fn with_format(name: &FileName, extension: &str) -> FileName {
    let is_format = |known: &String| {
        let mut formats = RELIABLE.iter();
        formats.any(|(_, extensions)| extensions.contains(&known.as_str()))
    };
    if is_heic(name) || name.extension().as_ref().is_some_and(is_format) {
        name.replace_extension(extension)
    } else {
        name.with_extension(extension)
    }
}

/// Returns `true` if the file contains text.
#[must_use]
pub fn is_text(name: &FileName) -> bool {
    has_extension_of(name, &TEXTS)
}

/// Media type of an image that browsers can downscale and save in the same format.
#[must_use]
pub fn reencodable_media_type(name: &FileName) -> Option<&'static str> {
    let extension = name.extension()?;
    let found = REENCODABLE.iter().find(|(known, _)| *known == extension);
    found.map(|(_, media_type)| *media_type)
}

impl Limits {
    /// Appends the extension of the media type to a name without an extension, if that extension
    /// is allowed: a pasted image may have none.
    #[must_use]
    pub fn add_missing_extension(&self, name: FileName, media_type: &str) -> FileName {
        if name.extension().is_some() {
            return name;
        }
        let mut candidates = extensions_of(media_type).iter();
        match candidates.find(|extension| self.allows_extension(extension)) {
            Some(extension) => name.with_extension(extension),
            None => name,
        }
    }
}

fn extensions_of(media_type: &str) -> &'static [&'static str] {
    let found = RELIABLE.iter().find(|(known, _)| *known == media_type);
    found.map_or(&[], |(_, extensions)| extensions)
}

pub(super) fn has_extension_of(name: &FileName, extensions: &[&str]) -> bool {
    name.extension()
        .is_some_and(|extension| extensions.contains(&extension.as_str()))
}
