//! The whole text of a text area, which may be long.
//!
//! wasm-bindgen (0.2.129) copies a string letter by letter, in JavaScript: at 64 kB that takes as
//! long as everything else that a key does. The browser's own encoder is thirty times faster.

use js_sys::{JsString, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlTextAreaElement;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = HtmlTextAreaElement)]
    type TextArea;

    /// Its value, which stays with the browser.
    #[wasm_bindgen(method, structural, getter)]
    fn value(this: &TextArea) -> JsString;

    /// The browser's [encoder](https://encoding.spec.whatwg.org/#interface-textencoder).
    type TextEncoder;

    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;

    #[wasm_bindgen(method)]
    fn encode(this: &TextEncoder, text: &JsValue) -> Uint8Array;
}

thread_local! {
    static ENCODER: TextEncoder = TextEncoder::new();
}

/// What a text area holds. Half a surrogate pair reads as U+FFFD.
#[must_use]
pub fn value(area: &HtmlTextAreaElement) -> String {
    let text = area.unchecked_ref::<TextArea>().value();
    let bytes = ENCODER.with(|encoder| encoder.encode(&text)).to_vec();
    String::from_utf8(bytes)
        .unwrap_or_else(|odd| String::from_utf8_lossy(odd.as_bytes()).into_owned())
}
