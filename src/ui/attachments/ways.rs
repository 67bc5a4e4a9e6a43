//! The ways that files come in. All of them end in one function.

use super::super::effects::{Carried, Picked};
use super::super::{pause::Pause, store::Store, watch::listen};
use crate::form::{Edit, Event, Phase};
use leptos::{prelude::*, task};
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, DragEvent};

/// Browsers tell of a drag that stands still every 350 milliseconds or sooner.
const STILL: Duration = Duration::from_millis(500);

/// Takes what was chosen, whichever way it came.
pub fn take(store: Store, picked: Vec<Picked>) {
    let files = store.perform(|performer| performer.take_in(picked));
    if let Some(files) = files.filter(|files| !files.is_empty()) {
        store.dispatch(Event::Edited(Edit::FilesAdded(files)));
    }
}

/// Takes the files that were pasted; says whether there are any. A sheet or a page copied as text
/// brings a picture of itself along, which nobody wants; a file copied as a file brings its name.
pub fn pasted(store: Store, data: &DataTransfer) -> bool {
    let of = |kind| data.get_data(kind).unwrap_or_default();
    let is_text = !of("text/plain").is_empty() && !of("text/html").is_empty();
    !is_text && carried(store, data)
}

/// Takes the files that a transfer carries, those in folders too; says whether there are any.
fn carried(store: Store, data: &DataTransfer) -> bool {
    let carried = Carried::by(data);
    if carried.is_empty() {
        return false;
    }
    if carried.is_flat() {
        take(store, carried.files());
    } else {
        task::spawn_local(async move { take(store, carried.all().await) });
    }
    true
}

/// Files that are dragged over the form. Who lets go of them beside it does not lose the page: the
/// browser would open the file in its place.
#[derive(Clone, Copy)]
pub struct Dragging {
    store: Store,
    /// Whether they are over it now.
    over: RwSignal<bool>,
    /// Whether they have been, since they came into the window.
    were_over: StoredValue<bool>,
    still: Pause,
}

impl Dragging {
    pub fn new(store: Store) -> Self {
        let dragging = Self {
            store,
            over: RwSignal::new(false),
            were_over: StoredValue::new(false),
            still: Pause::new(),
        };
        for name in ["dragover", "drop", "dragleave"] {
            listen(&window(), name, move |event| {
                dragging.beside(event.unchecked_ref());
            });
        }
        dragging
    }

    /// Whether they are over it now.
    pub fn is_over(self) -> bool {
        self.over.get()
    }

    /// Something is dragged over the form, or dropped on it. A text is the browser's to drop.
    pub fn on_form(self, event: &DragEvent) {
        let Some(data) = event.data_transfer().filter(carries_files) else {
            return;
        };
        event.prevent_default();
        let takes = self.store.once(|form| *form.phase() == Phase::Editing);
        let dropped = event.type_() == "drop";
        data.set_drop_effect(if takes { "copy" } else { "none" });
        self.were_over.set_value(true);
        self.show(takes && !dropped);
        if dropped && takes {
            carried(self.store, &data);
        }
    }

    fn beside(self, event: &DragEvent) {
        let leaves = event.type_() == "dragleave" && event.related_target().is_none();
        let files = event.data_transfer().filter(carries_files);
        if let Some(data) = files.filter(|_| self.were_over.get_value() && !leaves)
            && !event.default_prevented()
            && event.type_() != "dragleave"
        {
            event.prevent_default();
            data.set_drop_effect("none");
            self.show(false);
        }
        if leaves || event.type_() == "drop" {
            self.were_over.set_value(false);
            self.show(false);
        }
    }

    /// Not every browser says that a drag has left.
    fn show(self, over: bool) {
        if self.over.get_untracked() != over {
            self.over.set(over);
        }
        if over {
            self.still.then(STILL, move || self.over.set(false));
        }
    }
}

fn carries_files(data: &DataTransfer) -> bool {
    data.types().iter().any(|kind| kind == "Files")
}
