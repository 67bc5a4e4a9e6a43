//! A file that was taken out a moment ago, and the way back.

use super::super::dom::{El, button, classed};
use super::super::{pause::Pause, store::Store, words};
use super::row::{labelled, name};
use crate::form::{Chosen, Edit, Event, FileId};
use std::time::Duration;
use web_sys::Element;

/// How many seconds it can be put back.
const SECONDS: u32 = 10;

/// The row in the file's old place.
pub fn removed(store: Store, file: &Chosen) -> El {
    let id = file.id;
    let restore = move |_| store.dispatch(Event::Edited(Edit::FileRestored(id)));
    let undo = button("button", words::UNDO, restore);
    let about = classed("span", "about")
        .child(name(file))
        .child(classed("span", "meta").text(words::REMOVED));
    let row = classed("li", "removed").child(about).child(labelled(
        undo,
        &format!("open-ticket-undo-{}", id.0),
        id,
    ));
    let ending = Ending {
        store,
        id,
        clock: Pause::new(),
    };
    ending.run(row.node().clone(), SECONDS);
    row
}

/// The end of the time in which it can be put back.
#[derive(Clone, Copy)]
struct Ending {
    store: Store,
    id: FileId,
    clock: Pause,
}

impl Ending {
    /// Second by second, and none that passes while somebody is at the row (WCAG 2.2.1).
    fn run(self, row: Element, left: u32) {
        self.clock.then(Duration::from_secs(1), move || {
            let is_at_it = row.matches(":hover, :focus-within") == Ok(true);
            match left - u32::from(!is_at_it) {
                0 => self.store.dispatch(Event::FileForgotten(self.id)),
                left => self.run(row, left),
            }
        });
    }
}
