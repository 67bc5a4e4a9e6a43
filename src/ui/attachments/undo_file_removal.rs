//! The row of a removed file, which can be restored for ten seconds.

use super::file_label::{file_name, with_file_label};
use crate::form::{Edit, Event, FileId, SelectedFile};
use crate::locale::strings;
use crate::ui::dom::{Debounce, El, button, el};
use crate::ui::runtime::store::Store;
use std::time::Duration;
use web_sys::Element;

/// Time in which a removed file can be restored, in seconds.
const UNDO_SECONDS: u32 = 10;

/// Creates the row, at the file's position in the list.
pub fn removed_file_row(store: Store, file: &SelectedFile) -> El {
    let id = file.id;
    let restore = move |_| store.dispatch(Event::Edited(Edit::FileRestored(id)));
    let undo = button("button", strings::FILES_UNDO, restore);
    let details = el("span")
        .class("file-info")
        .child(file_name(file))
        .child(el("span").class("meta").child(strings::FILES_REMOVED));
    let row = el("li")
        .class("removed")
        .child(details)
        .child(with_file_label(
            undo,
            format!("open-ticket-undo-{}", id.0),
            id,
        ));
    let countdown = UndoCountdown {
        store,
        id,
        timer: Debounce::new(),
    };
    countdown.run(row.node().clone(), UNDO_SECONDS);
    row
}

#[derive(Clone, Copy)]
struct UndoCountdown {
    store: Store,
    id: FileId,
    timer: Debounce,
}

impl UndoCountdown {
    /// Counts down the seconds, and pauses while the row is hovered or has the focus (WCAG 2.2.1).
    fn run(self, row: Element, seconds_left: u32) {
        self.timer.schedule(Duration::from_secs(1), move || {
            let is_in_use = row.matches(":hover, :focus-within") == Ok(true);
            match seconds_left - u32::from(!is_in_use) {
                0 => self.store.dispatch(Event::RemovedFileExpired(self.id)),
                seconds_left => self.run(row, seconds_left),
            }
        });
    }
}
