//! The time of the next save.

use crate::ui::dom::Debounce;
use crate::ui::platform::Listener;
use leptos::prelude::window;
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

/// Maximum time from an edit until the draft is saved. A process that ends without an event loses the edits of
/// this time.
const SAVE_DELAY: Duration = Duration::from_millis(500);

/// Saves half a second after the first edit that is not saved, even if edits continue, and when the user leaves
/// the page: when Firefox ends the page's process, it may terminate the form's code before `pagehide`.
pub struct SaveTimer {
    timer: Debounce,
    /// Exists while there are edits that are not saved. A permanent listener could keep the page out of the
    /// back-forward cache.
    leaving: Rc<RefCell<Option<Listener>>>,
}

impl SaveTimer {
    /// Creates a timer for the current `Owner`.
    pub fn new() -> Self {
        Self {
            timer: Debounce::new(),
            leaving: Rc::default(),
        }
    }

    /// Schedules a save, unless one is scheduled.
    pub fn schedule(&self, save: impl Fn() + Clone + 'static) {
        if self.leaving.borrow().is_some() {
            return;
        }
        let leaving = Rc::downgrade(&self.leaving);
        let run = move || {
            // Dropped after the call, which may be the listener's own.
            let _listener = leaving.upgrade().map(|leaving| leaving.take());
            save();
        };
        let on_leaving = run.clone();
        let listener = Listener::new(&window(), "beforeunload", move |_| on_leaving());
        self.leaving.replace(Some(listener));
        self.timer.schedule(SAVE_DELAY, run);
    }

    /// Cancels the scheduled save.
    pub fn cancel(&self) {
        self.timer.cancel();
        self.leaving.take();
    }
}
