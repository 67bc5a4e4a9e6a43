//! Clipboard HTML, parsed by the browser's sanitizing parser.

use js_sys::JSON;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use web_sys::{Document, Node};

#[wasm_bindgen]
extern "C" {
    /// Calls `Document.parseHTML`. Throws in browsers that lack it or have an incompatible version.
    #[wasm_bindgen(js_namespace = Document, js_name = parseHTML, catch)]
    fn document_parse_html(html: &str, options: &JsValue) -> Result<Document, JsValue>;
}

/// Parses HTML into the body of a separate document, where no script runs and nothing is fetched.
///
/// Returns `None` if the browser lacks `Document.parseHTML`: Trusted Types block every other
/// parser.
#[must_use]
pub fn parse_html(html: &str) -> Option<Node> {
    // The default allowlist removes images and classes, but a class names a code block's language.
    let options = JSON::parse(r#"{"sanitizer":{"removeElements":["script","style"]}}"#).ok()?;
    let document = document_parse_html(html, &options).ok()?;
    Some(document.body()?.into())
}
