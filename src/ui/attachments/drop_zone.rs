//! The form as a drop zone for files.

use super::pasted_and_dropped_files::add_dropped_files;
use crate::form::Phase;
use crate::ui::dom::{Debounce, listen};
use crate::ui::runtime::store::Store;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, DragEvent};

/// Time without a `dragover` event after which a drag counts as having left. Browsers repeat the event
/// at least every 350 milliseconds.
const DRAG_TIMEOUT: Duration = Duration::from_millis(500);

/// The form as a drop zone. After a drag over the form, a drop outside it is cancelled too: the
/// browser would open the file and replace the page.
#[derive(Clone, Copy)]
pub struct DropZone {
    store: Store,
    is_dragged_over: RwSignal<bool>,
    /// `true` if the drag has been over the form since the drag entered the window. Nothing tracks it.
    was_dragged_over: RwSignal<bool>,
    drag_timeout: Debounce,
}

impl DropZone {
    /// Creates the drop zone, with its listeners on the window.
    pub fn new(store: Store) -> Self {
        let drop_zone = Self {
            store,
            is_dragged_over: RwSignal::new(false),
            was_dragged_over: RwSignal::new(false),
            drag_timeout: Debounce::new(),
        };
        for name in ["dragover", "drop", "dragleave"] {
            listen(&window(), name, move |event| {
                drop_zone.drag_over_window(event.unchecked_ref());
            });
        }
        drop_zone
    }

    /// Returns `true` while files are dragged over the form (tracked).
    pub fn is_dragged_over(self) -> bool {
        self.is_dragged_over.get()
    }

    /// Handles a drag over the form or a drop on it. The browser handles dropped text.
    pub fn drag_over_form(self, event: &DragEvent) {
        let Some(data) = event.data_transfer().filter(has_files) else {
            return;
        };
        event.prevent_default();
        let is_accepting = self
            .store
            .with_untracked(|form| matches!(form.phase(), Phase::Editing(_)));
        let is_drop = event.type_() == "drop";
        data.set_drop_effect(if is_accepting { "copy" } else { "none" });
        self.was_dragged_over.set(true);
        self.set_dragged_over(is_accepting && !is_drop);
        if is_drop && is_accepting {
            add_dropped_files(self.store, &data);
        }
    }

    /// Handles a drag anywhere in the window.
    fn drag_over_window(self, event: &DragEvent) {
        let has_left = event.type_() == "dragleave" && event.related_target().is_none();
        let data = event.data_transfer().filter(has_files);
        if let Some(data) = data.filter(|_| self.was_dragged_over.get_untracked() && !has_left)
            && !event.default_prevented()
            && event.type_() != "dragleave"
        {
            event.prevent_default();
            data.set_drop_effect("none");
            self.set_dragged_over(false);
        }
        if has_left || event.type_() == "drop" {
            self.was_dragged_over.set(false);
            self.set_dragged_over(false);
        }
    }

    /// Sets the state, with a timeout: some browsers dispatch no event when a drag leaves the window.
    fn set_dragged_over(self, is_over: bool) {
        if self.is_dragged_over.get_untracked() != is_over {
            self.is_dragged_over.set(is_over);
        }
        if is_over {
            self.drag_timeout
                .schedule(DRAG_TIMEOUT, move || self.is_dragged_over.set(false));
        }
    }
}

fn has_files(data: &DataTransfer) -> bool {
    data.types().iter().any(|kind| kind == "Files")
}
