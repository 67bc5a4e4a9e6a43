//! Checks and previews of a selected file: readability, format, equality, first lines, object URL.

use super::file::file_size;
use crate::rules::FileContent;
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, Url};

/// Number of bytes compared at a time.
const COMPARE_CHUNK_BYTES: u64 = 1 << 18;

/// Number of bytes read for a text excerpt.
const EXCERPT_BYTES: u64 = 1 << 12;

/// Maximum number of lines in a text excerpt.
const EXCERPT_LINES: usize = 12;

/// The first lines of a text file.
pub struct TextExcerpt {
    /// The lines, separated by line feeds.
    pub text: String,
    /// `true` if the file continues after these lines.
    pub is_truncated: bool,
}

/// Returns `true` if a file can be opened, by reading its first byte.
///
/// Folders selected as files, files that exist in a cloud only, files without read permission and
/// deleted files cannot be opened.
pub async fn is_readable(file: &File) -> bool {
    if file_size(file) > 0 {
        return read_bytes(file, 0, 1).await.is_ok();
    }
    // A deleted file has size 0 in Chrome, but reading it fails.
    JsFuture::from(file.array_buffer()).await.is_ok()
}

/// Detects the format of a file by its first bytes.
pub async fn detect_content(file: &File) -> FileContent {
    let head = read_bytes(file, 0, FileContent::HEAD_BYTES).await;
    head.map_or(FileContent::Other, |head| FileContent::detect(&head))
}

/// Returns `true` if two files have the same bytes. An unreadable file differs from every file.
pub async fn have_same_contents(first: &File, second: &File) -> bool {
    if file_size(first) != file_size(second) {
        return false;
    }
    for start in (0..file_size(first)).step_by(COMPARE_CHUNK_BYTES as usize) {
        let chunk = |file| read_bytes(file, start, start + COMPARE_CHUNK_BYTES);
        match (chunk(first).await, chunk(second).await) {
            (Ok(a), Ok(b)) if a == b => {}
            _ => return false,
        }
    }
    true
}

/// Reads the first lines of a text file. Returns `None` if the file is unreadable.
///
/// Invalid UTF-8 is replaced, and control characters other than tabs are removed.
pub async fn read_excerpt(file: &File) -> Option<TextExcerpt> {
    let bytes = read_bytes(file, 0, EXCERPT_BYTES).await.ok()?;
    let is_truncated = file_size(file) > EXCERPT_BYTES;
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_start_matches('\u{feff}');
    // The last character may be incomplete.
    let text = if is_truncated {
        text.trim_end_matches('\u{fffd}')
    } else {
        text
    };
    let is_printable = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let mut lines = text.lines();
    let excerpt: Vec<String> = lines
        .by_ref()
        .take(EXCERPT_LINES)
        .map(|line| line.chars().filter(is_printable).collect())
        .collect();
    Some(TextExcerpt {
        text: excerpt.join("\n"),
        is_truncated: is_truncated || lines.next().is_some(),
    })
}

/// Creates an object URL for a file, valid until [`revoke_object_url`].
#[must_use]
pub fn create_object_url(file: &File) -> Option<String> {
    Url::create_object_url_with_blob(file).ok()
}

/// Revokes an object URL. Until then, the browser keeps the file open.
pub fn revoke_object_url(url: &str) {
    let _ = Url::revoke_object_url(url);
}

async fn read_bytes(file: &File, start: u64, end: u64) -> Result<Vec<u8>, JsValue> {
    // A file's size is below 2^53, so its offsets are exact as f64.
    let slice = file.slice_with_f64_and_f64(start as f64, end as f64)?;
    let buffer = JsFuture::from(slice.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
