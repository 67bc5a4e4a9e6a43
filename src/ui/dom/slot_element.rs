//! The slot element.

use super::element::{El, el};
use crate::ui::runtime::task::spawn_local;
use leptos::prelude::window;
use leptos::task;
use wasm_bindgen::JsCast;
use web_sys::{Element, ShadowRoot};

/// Creates a slot for the host page's own content, which has the page's direction: an element
/// inherits it from its slot, not from its parent (CSS Scoping, section 3.4).
pub fn slot(name: &str) -> El {
    let slot = el("slot").attr("name", name);
    let node = slot.node().clone();
    // The slot is not in the document yet.
    spawn_local(async move {
        task::tick().await;
        if let Some(direction) = host_direction(&node) {
            let _ = node.set_attribute("dir", &direction);
        }
    });
    slot
}

fn host_direction(node: &Element) -> Option<String> {
    if !node.is_connected() {
        return None;
    }
    let host = node.get_root_node().unchecked_into::<ShadowRoot>().host();
    let style = window().get_computed_style(&host).ok()??;
    style.get_property_value("direction").ok()
}
