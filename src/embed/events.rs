//! Events dispatched to the host page. They bubble, are composed, and never contain the user's
//! text.

use crate::form::{DraftState, HostEvent};
use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, Element};

/// Name of the cancelable event before a submission.
const SUBMIT_EVENT: &str = "open-ticket-submit";

/// Dispatches the DOM event for a host event.
pub fn dispatch_host_event(host: &Element, event: &HostEvent) {
    #[expect(clippy::cast_precision_loss, reason = "a byte count is below 2^53")]
    let number = |count: u64| JsValue::from(count as f64);
    match event {
        HostEvent::Ready => dispatch(host, "open-ticket-ready", &[]),
        HostEvent::Progress(progress) => dispatch(
            host,
            "open-ticket-progress",
            &[
                ("sent", number(progress.sent)),
                ("total", number(progress.total)),
            ],
        ),
        HostEvent::Opened { id, number } => dispatch(
            host,
            "open-ticket-opened",
            &[("id", (*id).into()), ("number", number.into())],
        ),
        HostEvent::Refused => dispatch(host, "open-ticket-refused", &[]),
        HostEvent::Failed => dispatch(host, "open-ticket-failed", &[]),
        HostEvent::Draft(state) => {
            let state = match state {
                DraftState::Saved => "saved",
                DraftState::Restored => "restored",
                DraftState::Cleared => "cleared",
                DraftState::Failed => "failed",
            };
            dispatch(host, "open-ticket-draft", &[("state", state.into())])
        }
        HostEvent::TokenExpired => dispatch(host, "open-ticket-token", &[]),
    };
}

/// Dispatches `open-ticket-submit`. Returns `false` if it was cancelled.
pub fn dispatch_submit(host: &Element) -> bool {
    dispatch(host, SUBMIT_EVENT, &[])
}

/// Dispatches an event. Returns `false` if a listener cancelled it.
fn dispatch(host: &Element, name: &str, detail: &[(&str, JsValue)]) -> bool {
    let object = Object::new();
    for (key, value) in detail {
        let _ = Reflect::set(&object, &(*key).into(), value);
    }
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(name == SUBMIT_EVENT);
    init.set_detail(&object);
    CustomEvent::new_with_event_init_dict(name, &init)
        .and_then(|event| host.dispatch_event(&event))
        .unwrap_or(true)
}
