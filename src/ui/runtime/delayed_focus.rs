//! Focus changes that wait for the views to be updated.

use super::task::spawn_local;
use crate::ui::dom::focus;
use leptos::task;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Selector of the first field.
pub const FIRST_FIELD: &str = "form :is(input, select)";

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

/// Keeps the focus at the control with the same id while views are rebuilt. If there is no such
/// control any more, moves the focus to the first field.
pub fn keep_focus(root: &HtmlElement) {
    let find = |root: &HtmlElement, selector: &str| root.query_selector(selector).ok().flatten();
    let Some(focused) = find(root, ":focus") else {
        return;
    };
    let root = root.clone();
    spawn_local(async move {
        task::tick().await;
        if focused.is_connected() || is_focus_outside(&root) {
            return;
        }
        let control = find(&root, &format!("[id=\"{}\"]", focused.id()));
        if let Some(control) = control.or_else(|| find(&root, FIRST_FIELD)) {
            focus(control.unchecked_ref());
        }
    });
}

/// Returns `true` if an element outside the form has the focus, in the form's own document.
fn is_focus_outside(root: &HtmlElement) -> bool {
    let Some(document) = root.owner_document() else {
        return false;
    };
    let focused = document.active_element();
    focused.is_some_and(|focused| {
        !document
            .body()
            .is_some_and(|body| focused.is_same_node(Some(&body)))
    }) && !root.matches(":focus-within").unwrap_or(true)
}
