//! What the page hears. Events bubble and cross the shadow root; none carries a person's text.

use crate::form::Fact;
use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, Element};

/// Tells the page.
pub fn tell(host: &Element, fact: &Fact) {
    #[expect(clippy::cast_precision_loss, reason = "a count of bytes is below 2^53")]
    let number = |count: u64| JsValue::from(count as f64);
    match fact {
        Fact::Ready => raise(host, "open-ticket-ready", &[]),
        Fact::Progress(progress) => raise(
            host,
            "open-ticket-progress",
            &[
                ("sent", number(progress.sent)),
                ("total", number(progress.total)),
            ],
        ),
        Fact::Opened { id, number } => raise(
            host,
            "open-ticket-opened",
            &[("id", (*id).into()), ("number", number.into())],
        ),
        Fact::Refused => raise(host, "open-ticket-refused", &[]),
        Fact::Failed => raise(host, "open-ticket-failed", &[]),
        Fact::TokenWanted => raise(host, "open-ticket-token", &[]),
    };
}

/// Asks the page before a ticket is sent: `open-ticket-send` can be cancelled.
pub fn may_send(host: &Element) -> bool {
    raise(host, "open-ticket-send", &[])
}

/// Raises an event; `false` if a listener cancelled it.
fn raise(host: &Element, name: &str, detail: &[(&str, JsValue)]) -> bool {
    let object = Object::new();
    for (key, value) in detail {
        let _ = Reflect::set(&object, &(*key).into(), value);
    }
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(name == "open-ticket-send");
    init.set_detail(&object);
    CustomEvent::new_with_event_init_dict(name, &init)
        .and_then(|event| host.dispatch_event(&event))
        .unwrap_or(true)
}
