//! The element type that all views are built from.
//!
//! Leptos' `view!` generates a type and its code for each element: about 1.5 kB of download
//! each. [`El`] is one type for all elements, and its closures are boxed. Signals, owners and tasks
//! are Leptos' own, and an `El` is a Leptos view.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Node};

/// An HTML element with a builder in the style of Leptos' own.
///
/// Its effects and event listeners are disposed with the `Owner` that is current while it is built.
/// A clone is another handle to the same element.
#[derive(Clone)]
pub struct El(Element);

/// Creates an HTML element.
pub fn el(tag: &str) -> El {
    El(expect_valid_tag(document().create_element(tag)))
}

/// Creates an SVG element.
pub fn svg_el(tag: &str) -> El {
    const SVG: Option<&str> = Some("http://www.w3.org/2000/svg");
    El(expect_valid_tag(document().create_element_ns(SVG, tag)))
}

/// Returns the created element. Creation fails only for an invalid tag name, and all tag names are
/// constants of this crate.
fn expect_valid_tag(element: Result<Element, JsValue>) -> Element {
    element.unwrap_or_else(|_| unreachable!("the tag name is valid"))
}

impl El {
    /// Returns the DOM element.
    pub fn node(&self) -> &Element {
        &self.0
    }

    /// Returns the DOM element as the type of its tag. The type is not checked.
    pub fn cast<T: JsCast>(&self) -> T {
        self.0.clone().unchecked_into()
    }

    /// Appends a node.
    pub(super) fn append(&self, node: &Node) {
        let _ = self.0.append_child(node);
    }
}
