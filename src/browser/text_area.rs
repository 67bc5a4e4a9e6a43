//! Fast access to the text of a text area.
//!
//! wasm-bindgen (0.2.129) copies a string character by character in JavaScript. At 64 kB, the copy
//! takes as long as all other work for a keystroke. The browser's `TextEncoder` is thirty times
//! faster, and four times faster still if it writes to wasm memory itself: `encode` creates an array.

use js_sys::JsString;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlTextAreaElement;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = HtmlTextAreaElement)]
    type TextArea;

    /// Returns the value without copying it into wasm memory.
    #[wasm_bindgen(method, structural, getter)]
    fn value(this: &TextArea) -> JsString;

    /// The browser's [`TextEncoder`](https://encoding.spec.whatwg.org/#interface-textencoder).
    type TextEncoder;

    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;

    /// Encodes as much of a text as fits into `bytes`.
    #[wasm_bindgen(method, js_name = encodeInto)]
    fn encode_into(this: &TextEncoder, text: &JsValue, bytes: &mut [u8]) -> EncodeIntoResult;

    type EncodeIntoResult;

    /// Number of UTF-16 code units that were encoded.
    #[wasm_bindgen(method, structural, getter)]
    fn read(this: &EncodeIntoResult) -> u32;

    /// Number of bytes that were written.
    #[wasm_bindgen(method, structural, getter)]
    fn written(this: &EncodeIntoResult) -> u32;
}

thread_local! {
    static ENCODER: TextEncoder = TextEncoder::new();
}

/// Maximum size of a UTF-16 code unit in UTF-8, in bytes.
const MAX_UNIT_BYTES: usize = 3;

/// Returns the text of a text area. An unpaired surrogate becomes U+FFFD.
#[must_use]
pub fn text_area_value(text_area: &HtmlTextAreaElement) -> String {
    let text = text_area.unchecked_ref::<TextArea>().value();
    let units = text.length() as usize;
    // Most texts are mostly ASCII: a buffer for every possible text would take three times the memory.
    let bytes = encode(&text, units + units / 8)
        .or_else(|| encode(&text, units.saturating_mul(MAX_UNIT_BYTES)))
        .unwrap_or_default();
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// Returns the text in UTF-8, or `None` if it is larger than `capacity`, in bytes.
fn encode(text: &JsString, capacity: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; capacity];
    let result = ENCODER.with(|encoder| encoder.encode_into(text, &mut bytes));
    bytes.truncate(result.written() as usize);
    (result.read() == text.length()).then_some(bytes)
}
