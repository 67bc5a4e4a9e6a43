//! Events, for as long as somebody wants to hear them.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, EventTarget};

/// Who hears the events of a target; dropped, it hears no more.
#[derive(Debug)]
pub struct Listener {
    target: EventTarget,
    event: &'static str,
    act: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Does something whenever an event comes.
    #[must_use]
    pub fn new(
        target: &EventTarget,
        event: &'static str,
        act: impl FnMut(Event) + 'static,
    ) -> Self {
        Self::boxed(target.clone(), event, Box::new(act))
    }

    fn boxed(target: EventTarget, event: &'static str, act: Box<dyn FnMut(Event)>) -> Self {
        let act = Closure::wrap(act);
        // It fails only for a null callback.
        let _ = target.add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
        Self { target, event, act }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let act = self.act.as_ref().unchecked_ref();
        let _ = self
            .target
            .remove_event_listener_with_callback(self.event, act);
    }
}
