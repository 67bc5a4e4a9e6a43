//! Something done once there has been quiet for a while.

use super::effects::now;
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use std::time::Duration;

/// What waits for quiet. What is asked for anew takes the place of what was waiting; when its
/// view leaves the page, nothing waits any more.
#[derive(Clone, Copy)]
pub struct Pause(StoredValue<Waiting, LocalStorage>);

#[derive(Default)]
struct Waiting {
    /// What is done then.
    act: Option<Box<dyn FnOnce()>>,
    quiet: Duration,
    /// When, in the clock's milliseconds.
    due: f64,
    /// It may ring too early: a key would spend more on moving it than on all else.
    timer: Option<TimeoutHandle>,
}

impl Pause {
    pub fn new() -> Self {
        let pause = Self(StoredValue::new_local(Waiting::default()));
        on_cleanup(move || pause.cancel());
        pause
    }

    /// Does it after so long, unless it is asked for again before.
    pub fn then(self, quiet: Duration, act: impl FnOnce() + 'static) {
        self.0.try_update_value(|waiting| {
            waiting.act = Some(Box::new(act));
            waiting.quiet = quiet;
            waiting.due = now() + milliseconds(quiet);
            if waiting.timer.is_none() {
                waiting.timer = self.ring_after(quiet);
            }
        });
    }

    /// Forgets what was waiting.
    pub fn cancel(self) {
        let waiting = self.0.try_update_value(std::mem::take);
        if let Some(timer) = waiting.and_then(|waiting| waiting.timer) {
            timer.clear();
        }
    }

    fn ring_after(self, wait: Duration) -> Option<TimeoutHandle> {
        set_timeout_with_handle(move || self.ring(), wait).ok()
    }

    fn ring(self) {
        let act = self.0.try_update_value(|waiting| {
            // Nobody waits longer for a clock that was set back.
            let early = (waiting.due - now()).min(milliseconds(waiting.quiet));
            waiting.timer = (early > 0.0)
                .then(|| self.ring_after(Duration::from_secs_f64(early / 1000.0)))
                .flatten();
            waiting.act.take_if(|_| early <= 0.0)
        });
        if let Some(act) = act.flatten() {
            act();
        }
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
