//! Detection of dark pages that declare no color scheme.

use js_sys::Number;
use wasm_bindgen::JsCast;
use web_sys::{Element, ShadowRoot};

/// Returns `true` if the page around an element has light text, and declares no color scheme: a
/// light form would be a white area on a dark page.
#[must_use]
pub fn is_dark_without_scheme(element: &Element) -> bool {
    let root = element.get_root_node();
    let around = match root.dyn_ref::<ShadowRoot>() {
        Some(shadow) => Some(shadow.host()),
        None => element.parent_element(),
    };
    let style = around.and_then(|around| web_sys::window()?.get_computed_style(&around).ok()?);
    let read = |name| style.as_ref()?.get_property_value(name).ok();
    read("color-scheme").as_deref() == Some("normal")
        && read("color").is_some_and(|color| is_light(&color))
}

/// Returns `true` for a light color, as browsers serialize computed colors: `rgb(255, 255, 255)`,
/// `oklch(0.98 0 0)`, `lab(98 0 0)`, `color(srgb 1 1 1)`.
fn is_light(color: &str) -> bool {
    // Rust's floating-point parser would add 15 kB to the download.
    let mut numbers = color
        .split(['(', ' ', ','])
        .map(Number::parse_float)
        .filter(|number| !number.is_nan());
    let mut next = || numbers.next().unwrap_or_default();
    let (first, second, third) = (next(), next(), next());
    let lightness = match color.as_bytes().first() {
        Some(b'r') => (first + second + third) / 765.0,
        Some(b'c') => (first + second + third) / 3.0,
        Some(b'l') => first / 100.0,
        _ => first,
    };
    lightness > 0.6
}
