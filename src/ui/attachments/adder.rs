//! The buttons that open what the browser has to choose files with.

use super::super::field::{adder_id, control_id, described_by};
use super::super::{effects::picked, store::Store, words};
use super::ways::take;
use crate::ticket::Field;
use leptos::{html::Input, prelude::*};

/// A way of the browser's own to choose.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Any files, several at once.
    Picker,
    /// Only a phone has one that a page can open; the style shows it there.
    Camera,
}

/// A button that opens the browser's own picker, or its camera. The picker's control itself stays
/// out of sight: voice control cannot press it (Dragon 16), and it says "no file chosen" when there
/// are some.
#[component]
pub fn Adder(
    /// What it opens.
    way: Way,
    /// Which kinds can be chosen there.
    accept: Option<String>,
) -> AnyView {
    let store = Store::of_context();
    let picker = NodeRef::<Input>::new();
    let (name, capture, is_camera) = match way {
        Way::Picker => (words::CHOOSE_FILES, None, false),
        Way::Camera => (words::TAKE_PHOTO, Some("environment"), true),
    };
    let open = move |_| {
        if let Some(picker) = picker.get_untracked() {
            picker.click();
        }
    };
    let chosen = move |picker: web_sys::HtmlInputElement| {
        let files = picker.files().as_ref().map(picked);
        // Or the same file could not be chosen again after it was taken out.
        picker.set_value("");
        take(store, files.unwrap_or_default());
    };
    view! { class="ot",
        <input
            node_ref=picker
            id=(!is_camera).then(|| control_id(Field::Files))
            type="file"
            multiple=!is_camera
            hidden
            accept=accept
            capture=capture
            on:change:target=move |event| chosen(event.target())
        />
        <button
            type="button"
            class="button"
            class:camera=is_camera
            id=(!is_camera).then(adder_id)
            aria-describedby=described_by(Field::Files, true)
            on:click=open
        >
            {name}
        </button>
    }
    .into_any()
}
