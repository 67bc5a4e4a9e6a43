//! A look at a file before it is sent: whether it can be opened, whether it is the same as another,
//! how it begins, how it looks.

use super::size_of;
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, Url};

/// How much of two files is compared at a time, in bytes.
const COMPARED: u64 = 1 << 18;

/// How much of a text is looked at, in bytes, and how many lines of that are shown.
const PEEK: u64 = 1 << 12;
const LINES: usize = 12;

/// The beginning of a text.
pub struct Peek {
    /// Its first lines.
    pub text: String,
    /// Whether there are more.
    pub goes_on: bool,
}

/// Whether a file can be opened: its first byte is read. A folder that was taken for a file cannot,
/// nor can what is only in a cloud, what is somebody else's, and what is gone.
pub async fn can_be_read(file: &File) -> bool {
    if size_of(file) > 0 {
        return bytes(file, 0, 1).await.is_ok();
    }
    // What is gone has no bytes either (Chrome), but cannot be read as a whole.
    JsFuture::from(file.array_buffer()).await.is_ok()
}

/// Whether two files hold the same bytes. What cannot be read is the same as nothing.
pub async fn are_the_same(one: &File, other: &File) -> bool {
    if size_of(one) != size_of(other) {
        return false;
    }
    for start in (0..size_of(one)).step_by(COMPARED as usize) {
        let of = |file| bytes(file, start, start + COMPARED);
        match (of(one).await, of(other).await) {
            (Ok(a), Ok(b)) if a == b => {}
            _ => return false,
        }
    }
    true
}

/// How a text begins; none where it cannot be read. Of what it is not read as, only what can be
/// shown is left.
pub async fn peek(file: &File) -> Option<Peek> {
    let bytes = bytes(file, 0, PEEK).await.ok()?;
    let is_cut = size_of(file) > PEEK;
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_start_matches('\u{feff}');
    // A character may have been cut in the middle.
    let text = if is_cut {
        text.trim_end_matches('\u{fffd}')
    } else {
        text
    };
    let shown = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let mut lines = text.lines();
    let first: Vec<String> = lines
        .by_ref()
        .take(LINES)
        .map(|line| line.chars().filter(shown).collect())
        .collect();
    Some(Peek {
        text: first.join("\n"),
        goes_on: is_cut || lines.next().is_some(),
    })
}

/// An address under which the page can draw a file, until it is given back by [`revoke`].
#[must_use]
pub fn address_of(file: &File) -> Option<String> {
    Url::create_object_url_with_blob(file).ok()
}

/// Gives an address back: as long as it is there, the browser keeps the file open.
pub fn revoke(address: &str) {
    let _ = Url::revoke_object_url(address);
}

async fn bytes(file: &File, start: u64, end: u64) -> Result<Vec<u8>, JsValue> {
    // A file's size is below 2^53, so its places are exact as f64.
    let part = file.slice_with_f64_and_f64(start as f64, end as f64)?;
    let buffer = JsFuture::from(part.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
