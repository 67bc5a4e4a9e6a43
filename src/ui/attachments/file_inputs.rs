//! The buttons that open the browser's file picker and camera.

use super::add_files::{add_dated_files, add_files};
use crate::locale::strings;
use crate::ticket::Field;
use crate::ui::dom::{El, button, el};
use crate::ui::fields::ids::{add_files_button_id, control_id};
use crate::ui::fields::with_description;
use crate::ui::platform::selected_items;
use crate::ui::runtime::store::Store;
use leptos::ev;
use web_sys::HtmlInputElement;

/// Kind of a file input.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum FileInputKind {
    /// Any number of files.
    Picker,
    /// A photo. The stylesheet shows the button on phones only: a page cannot open another
    /// device's camera.
    Camera,
}

/// Creates a file input and the button that opens it. The input is hidden: voice control cannot
/// press it (Dragon 16), and it displays "no file chosen" while files are selected.
pub fn file_input(store: Store, kind: FileInputKind, accept: Option<&str>) -> [El; 2] {
    let input = el("input")
        .attr("type", "file")
        .attr("hidden", true)
        .attr("accept", accept);
    let input = match kind {
        FileInputKind::Picker => input
            .attr("id", control_id(Field::Files))
            .attr("multiple", true),
        FileInputKind::Camera => input.attr("capture", "environment"),
    };
    let control: HtmlInputElement = input.cast();
    let open = {
        let control = control.clone();
        move |_| control.click()
    };
    let add = move |_| {
        let files = control.files().as_ref().map(selected_items);
        // A removed file could not be selected again if the input kept its value.
        control.set_value("");
        match kind {
            FileInputKind::Picker => add_files(store, files.unwrap_or_default()),
            FileInputKind::Camera => add_dated_files(store, files.unwrap_or_default()),
        }
    };
    let button = match kind {
        FileInputKind::Picker => {
            let button = button("button", strings::FILES_CHOOSE, open);
            let button = button.attr("id", add_files_button_id());
            with_description(button, store, Field::Files, true)
        }
        // Screen readers read the limits once, at the first button.
        FileInputKind::Camera => button("button camera", strings::FILES_PHOTO, open),
    };
    [input.on(ev::change, add), button]
}
