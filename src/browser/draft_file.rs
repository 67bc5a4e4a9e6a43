//! A draft in a file: a header, and the contents of the chosen files.

use super::file::file_size;
use super::js_object::{array, call, construct, object};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, HtmlElement};

/// Downloads a file that consists of a header and other files. Returns `false` if the browser cannot
/// create it.
#[must_use]
pub fn download(name: &str, header: &str, files: &[File]) -> bool {
    let mut parts = array(&[&header.into()]);
    parts.extend(files.iter().map(JsValue::from));
    let Some(file) = construct("File", &[&parts, &name.into()]) else {
        return false;
    };
    start_download(file.unchecked_ref(), name).is_some()
}

fn start_download(file: &File, name: &str) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let url = super::file_checks::create_object_url(file)?;
    let link: HtmlElement = document.create_element("a").ok()?.unchecked_into();
    link.set_attribute("href", &url).ok()?;
    link.set_attribute("download", name).ok()?;
    link.click();
    // The browser reads the file after this task. The URL is valid until the page is closed.
    Some(())
}

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
