//! The browser's clock and timer.

use super::js_object::{call, object};
use js_sys::{Date, Function, Promise};
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, AbortSignal};

/// Current time, in milliseconds since the Unix epoch. It goes backwards if the clock is set back.
#[must_use]
pub fn now() -> f64 {
    Date::now()
}

/// Local date and time, in characters that every system allows in file names:
/// `2026-11-28 16.23.45`.
#[must_use]
pub fn local_date_time() -> String {
    let offset = Date::new_0().get_timezone_offset() * 60_000.0;
    let local = Date::new(&(now() - offset).into());
    let text = String::from(local.to_iso_string());
    let (date, time) = text.split_once('T').unwrap_or_default();
    format!("{date} {}", time.get(..8).unwrap_or(time)).replace(':', ".")
}

/// Awaits a future for at most the given number of milliseconds. Returns `None` after that. The
/// future is boxed, so that this code is compiled once for each type of result.
pub async fn with_timeout<T>(
    milliseconds: i32,
    mut future: Pin<Box<dyn Future<Output = T> + '_>>,
) -> Option<T> {
    let timer = Timer::start(milliseconds);
    let mut timeout = pin!(timer.ended());
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => timeout.as_mut().poll(context).map(|()| None),
    })
    .await
}

/// Waits for the given number of milliseconds. Returns immediately if there is no `window`.
pub async fn sleep(milliseconds: i32) {
    Timer::start(milliseconds).ended().await;
}

/// A timer, cleared on drop.
struct Timer {
    id: Option<i32>,
    promise: Promise,
    resolve: Option<Function>,
}

impl Timer {
    fn start(milliseconds: i32) -> Self {
        let mut resolve = None;
        let promise = Promise::new(&mut |function: Function, _| resolve = Some(function));
        let id = web_sys::window()
            .zip(resolve.as_ref())
            .and_then(|(window, resolve)| {
                window
                    .set_timeout_with_callback_and_timeout_and_arguments_0(resolve, milliseconds)
                    .ok()
            });
        Self {
            id,
            promise,
            resolve,
        }
    }

    async fn ended(&self) {
        if self.id.is_some() {
            let _ = JsFuture::from(self.promise.clone()).await;
        }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some((window, id)) = web_sys::window().zip(self.id) {
            window.clear_timeout_with_handle(id);
        }
        // A promise that is never resolved keeps the memory of its future.
        if let Some(resolve) = &self.resolve {
            let _ = resolve.call0(&JsValue::NULL);
        }
    }
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

/// Returns a time in the language of the browser, with its date unless it is today.
#[must_use]
pub fn local_time(milliseconds: f64) -> String {
    let time = Date::new(&milliseconds.into());
    let is_today = time.to_date_string() == Date::new_0().to_date_string();
    let time_style = [("timeStyle", &"short".into())];
    let both_styles = [time_style[0], ("dateStyle", &"medium".into())];
    let styles: &[_] = if is_today { &time_style } else { &both_styles };
    let arguments = [&JsValue::UNDEFINED, &object(styles)];
    let text = call(&time, "toLocaleString", &arguments);
    text.and_then(|text| text.as_string()).unwrap_or_default()
}
