//! The buttons that save the draft to a file and load it on another device.

use super::autosave::Autosave;
use super::transfer::{load_from_file, save_to_file};
use crate::locale::strings;
use crate::ui::dom::{El, button, el};
use leptos::ev;
use std::rc::Rc;
use web_sys::HtmlInputElement;

/// Creates the closed details with the buttons.
pub fn transfer_view(autosave: &Rc<Autosave>) -> El {
    let input = el("input").attr("type", "file").attr("hidden", true);
    let control: HtmlInputElement = input.cast();
    let open = {
        let control = control.clone();
        move |_| control.click()
    };
    let (saved, loaded) = (autosave.clone(), autosave.clone());
    let save = move |_| save_to_file(&saved);
    let load = move |_| {
        let file = control.files().and_then(|files| files.get(0));
        // The same file could not be chosen again if the input kept its value.
        control.set_value("");
        if let Some(file) = file {
            load_from_file(loaded.clone(), file);
        }
    };
    let buttons = el("div")
        .class("draft-actions")
        .child(button("button", strings::DRAFT_SAVE_FILE, save))
        .child(button("button", strings::DRAFT_LOAD_FILE, open))
        .child(input.on(ev::change, load));
    el("details")
        .child(el("summary").child(strings::DRAFT_OTHER_DEVICE))
        .child(
            el("p")
                .class("hint")
                .child(strings::DRAFT_OTHER_DEVICE_HINT),
        )
        .child(buttons)
}
