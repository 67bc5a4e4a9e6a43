//! Locks that the tabs of a site share (Web Locks). They exist in secure contexts only.

use super::clock::with_timeout;
use super::js_object::{array, call, get, global, object};
use js_sys::{Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, AbortSignal};

/// A lock that this tab holds, released on drop.
#[derive(Debug)]
pub struct WebLock {
    release: Function,
}

impl Drop for WebLock {
    fn drop(&mut self) {
        let _ = self.release.call0(&JsValue::NULL);
    }
}

/// Result of a lock request.
#[derive(Debug)]
pub enum LockResult {
    /// This tab holds the lock.
    Granted(WebLock),
    /// Another tab holds it.
    Held,
    /// The browser does not support locks, or not on this page.
    Unsupported,
}

/// Mode of a lock request.
#[derive(Clone, Debug)]
pub enum LockRequest {
    /// Wait for at most this number of milliseconds.
    Wait(i32),
    /// Wait until a signal aborts.
    Queue(AbortSignal),
    /// Take the lock from the tab that holds it.
    Steal,
}

/// Requests a lock. `on_stolen` is called when another tab takes it.
pub async fn request_web_lock(
    name: &str,
    request: LockRequest,
    on_stolen: Box<dyn FnOnce()>,
) -> LockResult {
    let locks = global("navigator").and_then(|navigator| get(&navigator, "locks"));
    let controller = AbortController::new().ok();
    let (options, milliseconds) = match request {
        LockRequest::Queue(signal) => (object(&[("signal", &signal)]), None),
        LockRequest::Steal => (object(&[("steal", &JsValue::TRUE)]), None),
        LockRequest::Wait(milliseconds) => match &controller {
            Some(controller) => (
                object(&[("signal", &controller.signal())]),
                Some(milliseconds),
            ),
            None => (object(&[("ifAvailable", &JsValue::TRUE)]), None),
        },
    };
    let Some((granted, grant)) = deferred() else {
        return LockResult::Unsupported;
    };
    // The lock is held until the promise that this function returns is resolved.
    let hold = Closure::once(move |lock: JsValue| -> JsValue {
        if lock.is_null() {
            let _ = grant.call0(&JsValue::NULL);
            return JsValue::NULL;
        }
        let (held, release) = deferred().unzip();
        let _ = grant.call1(&JsValue::NULL, &JsValue::from(release));
        JsValue::from(held)
    });
    let ended =
        locks.and_then(|locks| call(&locks, "request", &[&name.into(), &options, hold.as_ref()]));
    let Some(ended) = ended.and_then(|ended| ended.dyn_into::<Promise>().ok()) else {
        return LockResult::Unsupported;
    };
    let first = Promise::race(&array(&[&granted, &ended]));
    let in_time = match milliseconds {
        Some(milliseconds) => {
            let first = Box::pin(JsFuture::from(first.clone()));
            with_timeout(milliseconds, first).await
        }
        None => None,
    };
    let first = match (in_time, controller) {
        (Some(result), _) => result,
        (None, controller) => {
            if let (Some(controller), Some(_)) = (controller, milliseconds) {
                controller.abort();
            }
            JsFuture::from(first).await
        }
    };
    // By now the callback has run, or the request has failed. If the browser still grants the lock, the
    // dropped callback throws, so that the browser releases the lock: nothing else would.
    drop(hold);
    match first {
        Ok(release) => match release.dyn_into::<Function>() {
            Ok(release) => {
                report_stolen(ended, on_stolen);
                LockResult::Granted(WebLock { release })
            }
            Err(_) => LockResult::Held,
        },
        Err(error) => {
            let name = get(&error, "name").and_then(|name| name.as_string());
            match name.as_deref() {
                Some("AbortError" | "TimeoutError") => LockResult::Held,
                // `SecurityError` in a sandboxed frame.
                _ => LockResult::Unsupported,
            }
        }
    }
}

/// Calls `on_stolen` if another tab takes the lock, which rejects the request's promise (Web Locks, section
/// 4.4).
fn report_stolen(ended: Promise, on_stolen: Box<dyn FnOnce()>) {
    spawn_local(async move {
        if JsFuture::from(ended).await.is_err() {
            on_stolen();
        }
    });
}

/// Returns a promise, and the function that resolves it.
fn deferred() -> Option<(Promise, Function)> {
    let mut resolve = None;
    let promise = Promise::new(&mut |function, _| resolve = Some(function));
    Some((promise, resolve?))
}
