//! The buttons that open what the browser has to choose files with.

use super::super::dom::{El, button, el};
use super::super::field::{adder_id, control_id, described};
use super::super::{effects::picked, store::Store, words};
use super::ways::take;
use crate::ticket::Field;
use web_sys::HtmlInputElement;

/// A way of the browser's own to choose.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Any files, several at once.
    Picker,
    /// Only a phone has one that a page can open; the style shows it there.
    Camera,
}

/// A button that opens the browser's own picker, or its camera, and the picker's control. That stays
/// out of sight: voice control cannot press it (Dragon 16), and it says "no file chosen" when there
/// are some.
pub fn adder(store: Store, way: Way, accept: Option<&str>) -> [El; 2] {
    let input = el("input").attr("type", "file").attr("hidden", "");
    let input = match accept {
        Some(kinds) => input.attr("accept", kinds),
        None => input,
    };
    let input = match way {
        Way::Picker => input
            .attr("id", &control_id(Field::Files))
            .attr("multiple", ""),
        Way::Camera => input.attr("capture", "environment"),
    };
    let picker: HtmlInputElement = input.as_a();
    let open = {
        let picker = picker.clone();
        move |_| picker.click()
    };
    let chosen = move |_| {
        let files = picker.files().as_ref().map(picked);
        // Or the same file could not be chosen again after it was taken out.
        picker.set_value("");
        take(store, files.unwrap_or_default());
    };
    let button = match way {
        Way::Picker => button("button", words::CHOOSE_FILES, open).attr("id", &adder_id()),
        Way::Camera => button("button camera", words::TAKE_PHOTO, open),
    };
    [
        input.on("change", chosen),
        described(button, store, Field::Files, true),
    ]
}
