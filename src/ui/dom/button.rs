//! The button element.

use super::element::{El, el};
use leptos::ev;
use web_sys::MouseEvent;

/// The `part` of all buttons.
const BUTTON_PART: &str = "open-ticket-button";

/// Creates a button that does not submit the form. One that looks like a link has no `part`.
pub fn button(class: &str, label: &str, on_click: impl FnMut(MouseEvent) + 'static) -> El {
    el("button")
        .class(class)
        .attr("type", "button")
        .attr("part", class.starts_with("button").then_some(BUTTON_PART))
        .child(label)
        .on(ev::click, on_click)
}
