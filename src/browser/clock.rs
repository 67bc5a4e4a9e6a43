//! The browser's clock and timer.

use js_sys::{Function, Promise};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, AbortSignal};

/// Current time, in milliseconds since the Unix epoch. It goes backwards if the clock is set back.
#[must_use]
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// Waits for the given number of milliseconds. Returns at once if there is no `window`.
pub async fn sleep(milliseconds: i32) {
    let timer = Promise::new(&mut |resolve: Function, reject: Function| {
        let timeout_id = web_sys::window().and_then(|window| {
            window
                .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds)
                .ok()
        });
        if timeout_id.is_none() {
            let _ = reject.call0(&wasm_bindgen::JsValue::NULL);
        }
    });
    let _ = JsFuture::from(timer).await;
}

/// Returns a signal that aborts after the given number of milliseconds, or `None` if there is no
/// `AbortController`.
///
/// `AbortSignal.timeout` does the same, but Chrome 102 lacks it.
#[must_use]
pub fn abort_after(milliseconds: i32) -> Option<AbortSignal> {
    let controller = AbortController::new().ok()?;
    let signal = controller.signal();
    spawn_local(async move {
        sleep(milliseconds).await;
        controller.abort();
    });
    Some(signal)
}
