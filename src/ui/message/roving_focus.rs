//! Roving focus: one Tab stop for a group of controls, and arrow keys inside it (ARIA tabs,
//! toolbar and menu patterns).

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

/// Moves the focus inside a row of controls, and returns the index of the newly focused control;
/// `None` for other keys. Arrow keys wrap around, and are swapped in right-to-left text. Home and End
/// move to the first and the last control.
pub fn move_focus(event: &KeyboardEvent, group: &HtmlElement) -> Option<usize> {
    let keys = match is_rtl(group) {
        true => ["ArrowRight", "ArrowLeft"],
        false => ["ArrowLeft", "ArrowRight"],
    };
    move_focus_by(event, group, keys)
}

/// Moves the focus inside a group by the keys for the previous and the next control.
pub fn move_focus_by(event: &KeyboardEvent, group: &HtmlElement, keys: [&str; 2]) -> Option<usize> {
    let controls = visible_controls(group);
    let focused: HtmlElement = event.target()?.unchecked_into();
    let position = controls
        .iter()
        .position(|(_, control)| *control == focused)?;
    let next = next_position(&event.key(), keys, position, controls.len())?;
    let (index, control) = controls.into_iter().nth(next)?;
    event.prevent_default();
    let _ = control.focus();
    Some(index)
}

fn next_position(
    key: &str,
    [previous, next]: [&str; 2],
    position: usize,
    count: usize,
) -> Option<usize> {
    match key {
        "Home" => Some(0),
        "End" => count.checked_sub(1),
        key if key == next => Some((position + 1) % count),
        key if key == previous => Some((position + count - 1) % count),
        _ => None,
    }
}

fn is_rtl(group: &HtmlElement) -> bool {
    group.matches(":dir(rtl)") == Ok(true)
}

/// Returns the visible controls, each with its index among all controls.
fn visible_controls(group: &HtmlElement) -> Vec<(usize, HtmlElement)> {
    let buttons = group.get_elements_by_tag_name("button");
    (0..buttons.length())
        .filter_map(|index| Some(buttons.item(index)?.unchecked_into::<HtmlElement>()))
        .enumerate()
        .filter(|(_, control)| !control.hidden())
        .collect()
}
