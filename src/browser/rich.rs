//! HTML from the clipboard, read by the browser's own parser.

use js_sys::JSON;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use web_sys::{Document, Node};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Document)]
    type Parser;

    /// Older than neither Trusted Types nor itself: a browser without it throws, and so does one
    /// that knows the method in another form.
    #[wasm_bindgen(static_method_of = Parser, js_class = "Document", js_name = parseHTML, catch)]
    fn parse_html(html: &str, options: &JsValue) -> Result<Document, JsValue>;
}

/// The body of a document of its own, in which nothing runs and nothing is fetched; none where the
/// browser lacks `Document.parseHTML`: the other parsers are closed under Trusted Types.
#[must_use]
pub fn parsed(html: &str) -> Option<Node> {
    // The parser's own list has no images, and classes name a code block's language.
    let options = JSON::parse(r#"{"sanitizer":{"removeElements":["script","style"]}}"#).ok()?;
    let document = Parser::parse_html(html, &options).ok()?;
    Some(document.body()?.into())
}
