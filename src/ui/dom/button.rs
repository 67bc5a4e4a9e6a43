//! The button element.

use super::element::{El, el};
use leptos::ev;
use web_sys::MouseEvent;

/// Creates a button that does not submit the form.
pub fn button(class: &str, label: &str, on_click: impl FnMut(MouseEvent) + 'static) -> El {
    el("button")
        .class(class)
        .attr("type", "button")
        .child(label)
        .on(ev::click, on_click)
}
