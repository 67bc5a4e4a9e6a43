//! Children of an element: elements and text.

use super::element::{El, el};
use super::reactive::bind;
use super::value_or_closure::{IntoText, IntoValue, Value};
use leptos::prelude::document;

/// A child of an element.
pub trait Child {
    /// Appends the child to an element.
    fn append_to(self, parent: &El);
}

impl Child for El {
    fn append_to(self, parent: &El) {
        parent.append(self.node());
    }
}

impl Child for Option<El> {
    fn append_to(self, parent: &El) {
        if let Some(child) = self {
            child.append_to(parent);
        }
    }
}

impl Child for &str {
    fn append_to(self, parent: &El) {
        append_text(parent, self.into_value());
    }
}

impl Child for String {
    fn append_to(self, parent: &El) {
        append_text(parent, self.into_value());
    }
}

/// Text that changes with the signals that the closure reads.
impl<F, T> Child for F
where
    F: Fn() -> T + 'static,
    T: IntoText,
{
    fn append_to(self, parent: &El) {
        append_text(parent, self.into_value());
    }
}

/// Appends text. Reactive text gets a separate element, whose whole content is replaced: page
/// translators replace text nodes with elements, and a replaced text node is no longer displayed.
fn append_text(parent: &El, value: Value<'_>) {
    match value {
        Value::Constant(text) => {
            let node = document().create_text_node(&text.unwrap_or_default());
            parent.append(&node);
        }
        Value::Reactive(read) => {
            let element = el("span");
            parent.append(element.node());
            bind(
                read,
                Box::new(move |text| element.node().set_text_content(text)),
            );
        }
    }
}
