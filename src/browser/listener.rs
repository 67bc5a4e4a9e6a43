//! A DOM event listener that is removed when it is dropped.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, EventTarget};

/// An event listener, removed from its target on drop.
#[derive(Debug)]
pub struct Listener {
    target: EventTarget,
    event_name: &'static str,
    callback: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Adds an event listener to a target.
    #[must_use]
    pub fn new(
        target: &EventTarget,
        event_name: &'static str,
        callback: impl FnMut(Event) + 'static,
    ) -> Self {
        Self::boxed(target.clone(), event_name, Box::new(callback))
    }

    fn boxed(
        target: EventTarget,
        event_name: &'static str,
        callback: Box<dyn FnMut(Event)>,
    ) -> Self {
        let callback = Closure::wrap(callback);
        let function = callback.as_ref().unchecked_ref();
        // Adding a listener fails only for a null callback.
        let _ = target.add_event_listener_with_callback(event_name, function);
        Self {
            target,
            event_name,
            callback,
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let function = self.callback.as_ref().unchecked_ref();
        let _ = self
            .target
            .remove_event_listener_with_callback(self.event_name, function);
    }
}
