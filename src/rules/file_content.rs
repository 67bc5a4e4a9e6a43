//! Content sniffing, for files whose name does not show their type.

use super::{Limits, file_types};
use crate::ticket::FileName;

/// File format, sniffed from the first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileContent {
    /// Text in any encoding.
    Text,
    /// A JPEG image.
    Jpeg,
    /// A PNG image.
    Png,
    /// A GIF image.
    Gif,
    /// A WebP image.
    WebP,
    /// A PDF document.
    Pdf,
    /// An image in HEIF, which few browsers can display.
    Heic,
    /// Anything else.
    Other,
}

/// Way to send a file whose name is not allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RenameOrConvert {
    /// Send it unchanged, under this name.
    Rename(FileName),
    /// Convert the image to JPEG, and send it under this name.
    ConvertToJpeg(FileName),
}

/// Signatures: the first bytes of formats that can be recognized by them (WHATWG MIME Sniffing,
/// section 6), and of formats that would be mistaken for text.
const SIGNATURES: [(&[u8], FileContent); 8] = [
    (b"\xff\xd8\xff", FileContent::Jpeg),
    (b"\x89PNG\r\n\x1a\n", FileContent::Png),
    (b"GIF87a", FileContent::Gif),
    (b"GIF89a", FileContent::Gif),
    (b"%PDF-", FileContent::Pdf),
    (b"%!PS-Adobe-", FileContent::Other),
    (b"{\\rtf", FileContent::Other),
    // A program of DOS or Windows.
    (b"MZ", FileContent::Other),
];

/// Brands of HEIF images (ISO/IEC 23008-12, annex B), at offset 8 of the file.
const HEIF_BRANDS: [&[u8]; 8] = [
    b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1",
];

impl FileContent {
    /// Number of bytes from the start of a file that [`FileContent::detect`] requires.
    pub const HEAD_BYTES: u64 = 4096;

    /// Detects the format from the first bytes of a file.
    #[must_use]
    pub fn detect(head: &[u8]) -> Self {
        let mut signatures = SIGNATURES.iter();
        if let Some((_, content)) = signatures.find(|(bytes, _)| head.starts_with(bytes)) {
            return *content;
        }
        let at = |offset, bytes: &[u8]| head.get(offset..).is_some_and(|h| h.starts_with(bytes));
        if head.starts_with(b"RIFF") && at(8, b"WEBPVP") {
            Self::WebP
        } else if at(4, b"ftyp") && HEIF_BRANDS.iter().any(|brand| at(8, brand)) {
            Self::Heic
        } else if is_text(head) {
            Self::Text
        } else {
            Self::Other
        }
    }

    /// Extensions of the format, the most common one first.
    const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt", "log"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
            Self::Gif => &["gif"],
            Self::WebP => &["webp"],
            Self::Pdf => &["pdf"],
            Self::Heic => &["heic", "heif"],
            Self::Other => &[],
        }
    }
}

/// Returns `true` if the bytes contain no binary data byte, or start with a byte order mark (WHATWG
/// MIME Sniffing, section 7.2).
fn is_text(head: &[u8]) -> bool {
    let has_byte_order_mark = head.starts_with(b"\xfe\xff") || head.starts_with(b"\xff\xfe");
    let is_binary = |byte: &u8| matches!(byte, 0..=8 | 0xb | 0xe..=0x1a | 0x1c..=0x1f);
    !head.is_empty() && (has_byte_order_mark || !head.iter().any(is_binary))
}

impl Limits {
    /// Finds a way to send a file whose name is not allowed, by its contents: the name of an image
    /// or a PDF gets the extension of its format, a HEIF image may be converted to JPEG, and
    /// `.txt` or `.log` is appended to the name of a text file.
    #[must_use]
    pub fn find_replacement(
        &self,
        name: &FileName,
        content: FileContent,
    ) -> Option<RenameOrConvert> {
        let content = match content {
            // The brand may be from a later edition, so the browser tries to decode the image.
            FileContent::Text | FileContent::Other if file_types::is_heic(name) => {
                FileContent::Heic
            }
            // A damaged image.
            FileContent::Text if file_types::has_image_name(name) => return None,
            content => content,
        };
        let mut extensions = content.extensions().iter();
        if let Some(extension) = extensions.find(|extension| self.allows_extension(extension)) {
            let renamed = match content {
                FileContent::Text => name.with_extension(extension),
                _ => file_types::with_format(name, extension),
            };
            return Some(RenameOrConvert::Rename(renamed));
        }
        let mut extensions = FileContent::Jpeg.extensions().iter();
        let extension = extensions.find(|extension| self.allows_extension(extension))?;
        let renamed = file_types::with_format(name, extension);
        (content == FileContent::Heic).then_some(RenameOrConvert::ConvertToJpeg(renamed))
    }
}
