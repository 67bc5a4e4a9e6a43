//! The icon element.

use super::element::{El, svg_el};

/// Creates an icon from the strokes of one SVG path in a view box of 20 by 20. It is hidden from
/// assistive technology.
pub fn icon(strokes: &str) -> El {
    svg_el("svg")
        .attr("viewBox", "0 0 20 20")
        .attr("aria-hidden", "true")
        .child(svg_el("path").attr("d", strokes))
}
