//! Debounced callbacks.

use crate::ui::platform;
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use std::time::Duration;

/// A debounced callback: scheduling another one replaces the pending one. Cleanup of the current
/// `Owner` cancels it.
#[derive(Clone, Copy)]
pub struct Debounce(StoredValue<Pending, LocalStorage>);

#[derive(Default)]
struct Pending {
    callback: Option<Box<dyn FnOnce()>>,
    delay: Duration,
    /// Due time of the callback, in milliseconds of the browser's clock.
    due: f64,
    /// The timer. It may fire before `due`: resetting it would take longer than all other work for
    /// a keystroke.
    timer: Option<TimeoutHandle>,
}

impl Debounce {
    /// Creates a debounce without a callback.
    pub fn new() -> Self {
        let debounce = Self(StoredValue::new_local(Pending::default()));
        on_cleanup(move || debounce.cancel());
        debounce
    }

    /// Runs a callback after a delay, unless another one is scheduled before then.
    pub fn schedule(self, delay: Duration, callback: impl FnOnce() + 'static) {
        self.0.try_update_value(|pending| {
            pending.callback = Some(Box::new(callback));
            pending.delay = delay;
            pending.due = platform::now() + milliseconds(delay);
            if pending.timer.is_none() {
                pending.timer = self.fire_after(delay);
            }
        });
    }

    /// Restarts the delay of the pending callback, if there is one.
    pub fn postpone(self) {
        self.0.try_update_value(|pending| {
            pending.due = platform::now() + milliseconds(pending.delay);
        });
    }

    /// Runs a callback after a delay, unless another one is pending.
    pub fn schedule_first(self, delay: Duration, callback: impl FnOnce() + 'static) {
        if self.0.try_with_value(|pending| pending.callback.is_none()) == Some(true) {
            self.schedule(delay, callback);
        }
    }

    /// Cancels the pending callback.
    pub fn cancel(self) {
        let pending = self.0.try_update_value(std::mem::take);
        if let Some(timer) = pending.and_then(|pending| pending.timer) {
            timer.clear();
        }
    }

    fn fire_after(self, delay: Duration) -> Option<TimeoutHandle> {
        set_timeout_with_handle(move || self.fire(), delay).ok()
    }

    fn fire(self) {
        let callback = self.0.try_update_value(|pending| {
            let now = platform::now();
            // If the clock was set back, `due` may be days ahead.
            pending.due = pending.due.min(now + milliseconds(pending.delay));
            let remaining = pending.due - now;
            pending.timer = (remaining > 0.0)
                .then(|| self.fire_after(Duration::from_secs_f64(remaining / 1000.0)))
                .flatten();
            pending.callback.take_if(|_| remaining <= 0.0)
        });
        if let Some(callback) = callback.flatten() {
            callback();
        }
    }
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
