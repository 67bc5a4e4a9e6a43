//! One stop for Tab, arrows inside of it: the pattern of tabs and of toolbars.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

/// Moves the focus inside of a group where a key leads, and says to which of its controls: arrows
/// go around, Home and End to the ends. From right to left the arrows change their meaning.
pub fn moved(event: &KeyboardEvent, group: &HtmlElement) -> Option<usize> {
    let shown = shown(group);
    let now: HtmlElement = event.target()?.dyn_into().ok()?;
    let place = shown.iter().position(|(_, control)| *control == now)?;
    let next = next(&event.key(), is_mirrored(group), place, shown.len())?;
    let (index, control) = shown.into_iter().nth(next)?;
    event.prevent_default();
    let _ = control.focus();
    Some(index)
}

fn next(key: &str, mirrored: bool, place: usize, count: usize) -> Option<usize> {
    match (key, mirrored) {
        ("Home", _) => Some(0),
        ("End", _) => count.checked_sub(1),
        ("ArrowRight", false) | ("ArrowLeft", true) => Some((place + 1) % count),
        ("ArrowLeft", false) | ("ArrowRight", true) => Some((place + count - 1) % count),
        _ => None,
    }
}

fn is_mirrored(group: &HtmlElement) -> bool {
    group.matches(":dir(rtl)") == Ok(true)
}

/// The controls that can be seen, each with its place among all.
fn shown(group: &HtmlElement) -> Vec<(usize, HtmlElement)> {
    let all = group.children();
    (0..all.length())
        .filter_map(|place| all.item(place)?.dyn_into::<HtmlElement>().ok())
        .enumerate()
        .filter(|(_, control)| !control.hidden())
        .collect()
}
