//! Something done once there has been quiet for a while.

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use std::time::Duration;

/// What waits for quiet. What is asked for anew takes the place of what was waiting; when its
/// component leaves the page, nothing waits any more.
#[derive(Clone, Copy)]
pub struct Pause(StoredValue<Option<TimeoutHandle>>);

impl Pause {
    pub fn new() -> Self {
        let pause = Self(StoredValue::new(None));
        on_cleanup(move || pause.put(None));
        pause
    }

    /// Does it after so long, unless it is asked for again before.
    pub fn then(self, quiet: Duration, act: impl FnOnce() + 'static) {
        self.put(set_timeout_with_handle(act, quiet).ok());
    }

    /// Forgets what was waiting.
    pub fn cancel(self) {
        self.put(None);
    }

    fn put(self, timer: Option<TimeoutHandle>) {
        let before = self.0.try_update_value(|now| std::mem::replace(now, timer));
        if let Some(Some(before)) = before {
            before.clear();
        }
    }
}
