//! Children of an element: elements and texts.

use super::element::El;
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

/// A text that changes with the signals that the closure reads.
impl<F, T> Child for F
where
    F: Fn() -> T + 'static,
    T: IntoText,
{
    fn append_to(self, parent: &El) {
        append_text(parent, self.into_value());
    }
}

fn append_text(parent: &El, value: Value<'_>) {
    let node = document().create_text_node("");
    parent.append(&node);
    match value {
        Value::Constant(text) => node.set_data(&text.unwrap_or_default()),
        Value::Reactive(read) => {
            bind(
                read,
                Box::new(move |text| node.set_data(text.unwrap_or_default())),
            );
        }
    }
}
