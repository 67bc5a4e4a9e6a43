//! Focus changes that wait for the views to be updated.

use super::task::spawn_local;
use leptos::{prelude::document, task};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Moves the focus to the first element that matches a selector, after the views have been updated.
/// Does nothing while an element outside the form has the focus: the form must not steal it.
pub fn focus_after_render(root: &HtmlElement, selector: &str, focus: fn(&HtmlElement)) {
    let (root, selector) = (root.clone(), selector.to_owned());
    spawn_local(async move {
        task::tick().await;
        let target = root.query_selector(&selector).ok().flatten();
        if let Some(target) = target.filter(|_| !is_focus_outside(&root)) {
            focus(target.unchecked_ref());
        }
    });
}

fn is_focus_outside(root: &HtmlElement) -> bool {
    let document = document();
    let focused = document.active_element();
    focused.is_some_and(|focused| {
        !document
            .body()
            .is_some_and(|body| focused.is_same_node(Some(&body)))
    }) && !root.matches(":focus-within").unwrap_or(true)
}
