//! Copying of text to the clipboard.

use super::element::el;
use super::focus::focus;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDocument, HtmlElement, HtmlTextAreaElement};

/// Copies the content of a text area. Clipboard access exists in secure contexts only,
/// `execCommand` everywhere. Returns `false` if the browser does not allow it.
pub fn copy_all(area: &HtmlTextAreaElement) -> bool {
    area.select();
    let element: &Element = area;
    element.owner_document().is_some_and(|document| {
        let document: HtmlDocument = document.unchecked_into();
        document.exec_command_with_show_ui_and_value("copy", false, "") == Ok(true)
    })
}

/// Copies text, through a text area next to the pressed button.
pub fn copy_text(button: &HtmlElement, text: &str) -> bool {
    let area = el("textarea")
        .class("visually-hidden")
        .attr("readonly", true)
        .child(text);
    let node: HtmlTextAreaElement = area.cast();
    let is_inserted = button.after_with_node_1(&node).is_ok();
    let is_copied = is_inserted && copy_all(&node);
    node.remove();
    focus(button);
    is_copied
}
