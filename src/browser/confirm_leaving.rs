//! Confirmation before the user leaves the page, and returns from the back-forward cache.

use super::js_object::{get, set};
use super::listener::Listener;
use web_sys::Event;

/// Makes the browser ask for confirmation before the user leaves the page, until the listener is
/// dropped.
#[must_use]
pub fn confirm_leaving() -> Option<Listener> {
    let window = web_sys::window()?;
    Some(Listener::new(&window, "beforeunload", |event| {
        event.prevent_default();
        // Chrome before version 119.
        set(&event, "returnValue", &true.into());
    }))
}

/// Returns `true` if a `pageshow` event brings the page back from the back-forward cache.
#[must_use]
pub fn was_in_cache(event: &Event) -> bool {
    get(event, "persisted").is_some_and(|value| value.is_truthy())
}
