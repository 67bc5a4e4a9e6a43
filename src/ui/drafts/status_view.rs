//! The status next to the Send button, and the transfer of the draft to another device.

use super::autosave::Autosave;
use super::notice::Status;
use super::transfer::{load_from_file, save_to_file};
use crate::locale::strings;
use crate::rules::DraftScope;
use crate::ui::dom::{El, button, el};
use leptos::ev;
use leptos::prelude::Get;
use std::rc::Rc;
use web_sys::HtmlInputElement;

/// Creates the status. It is not a live region: it can change every half second while the user types.
pub fn status_view(autosave: Rc<Autosave>) -> El {
    let status = autosave.status;
    let text = move || match status.get() {
        Status::None => None,
        Status::Saved => Some(strings::DRAFT_SAVED),
        Status::FilesFailed => Some(strings::DRAFT_FILES_FAILED),
        Status::Failed => Some(strings::DRAFT_FAILED),
    };
    let has_failed = move || matches!(status.get(), Status::FilesFailed | Status::Failed);
    let view = el("div")
        .class("draft-status")
        .class(("failed", has_failed))
        .show_let(text, |text| el("p").class("meta").child(text));
    let shown = autosave.clone();
    view.show(
        move || shown.allowed_scope() != DraftScope::Off,
        move || other_device(&autosave),
    )
}

fn other_device(autosave: &Rc<Autosave>) -> El {
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
