//! Checks of a selected file: readability, format, equality.

use super::file::file_size;
use crate::rules::FileContent;
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// Number of bytes compared at a time.
const COMPARE_CHUNK_BYTES: u64 = 1 << 18;

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

/// Reads a part of a file.
pub(super) async fn read_bytes(file: &File, start: u64, end: u64) -> Result<Vec<u8>, JsValue> {
    // A file's size is below 2^53, so its offsets are exact as f64.
    let slice = file.slice_with_f64_and_f64(start as f64, end as f64)?;
    let buffer = JsFuture::from(slice.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
