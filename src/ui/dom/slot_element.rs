//! The slot element.

use super::element::{El, el};

/// Creates a slot for the host page's own content.
pub fn slot(name: &str) -> El {
    el("slot").attr("name", name)
}
