//! Panic hook: reports a panic to the console and to the loader.

use js_sys::Function;
use std::cell::RefCell;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

thread_local! {
    static LISTENERS: RefCell<Vec<Function>> = const { RefCell::new(Vec::new()) };
}

/// Installs the panic hook. It logs the source location only, since a panic message may quote the
/// user's text.
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        let location = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        leptos::logging::error!("open-ticket: the form panicked at {location}");
        LISTENERS.with_borrow(|listeners| {
            for listener in listeners {
                let _ = listener.call0(&JsValue::NULL);
            }
        });
    }));
}

/// Registers a function that is called after a panic. None of the bundle's forms works after that.
#[wasm_bindgen(js_name = onPanic)]
pub fn on_panic(listener: Function) {
    LISTENERS.with_borrow_mut(|listeners| listeners.push(listener));
}
