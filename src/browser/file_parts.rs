//! Parts of a file.

use super::file::file_size;
use super::js_object::{array, call, construct, object};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

/// Reads at most this number of bytes from the beginning of a file. Returns `None` if the file is not
/// readable.
pub async fn read_head(file: &File, length: u64) -> Option<Vec<u8>> {
    let head = part(file, 0, length.min(file_size(file)))?;
    let buffer = JsFuture::from(head.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// Returns a part of a file as a separate file, without reading it.
#[must_use]
pub fn file_part(file: &File, start: u64, size: u64, name: &str, media_type: &str) -> Option<File> {
    let part = part(file, start, start.checked_add(size)?)?;
    let options = object(&[("type", &media_type.into())]);
    let file = construct("File", &[&array(&[&part]), &name.into(), &options])?;
    file.dyn_into().ok()
}

#[expect(clippy::cast_precision_loss, reason = "a file's size is below 2^53")]
fn part(file: &File, start: u64, end: u64) -> Option<Blob> {
    let offsets = [&JsValue::from(start as f64), &JsValue::from(end as f64)];
    call(file, "slice", &offsets)?.dyn_into().ok()
}
