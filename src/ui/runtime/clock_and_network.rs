//! Time and network status, dispatched to the form as events.

use crate::form::{Event, Form};
use crate::ui::dom::{Debounce, listen, watch};
use crate::ui::runtime::store::Store;
use leptos::prelude::window;
use std::time::Duration;

const TICK_INTERVAL: Duration = Duration::from_secs(1);

/// Dispatches a tick every second while the form needs the time, and changes of the browser's
/// network status.
pub fn dispatch_clock_and_network(store: Store) {
    let timer = Debounce::new();
    watch(
        move || store.with(Form::needs_ticks),
        move |needs_ticks| {
            if *needs_ticks {
                schedule_tick(store, timer);
            } else {
                timer.cancel();
            }
        },
    );
    let network: [(_, fn() -> Event); 2] = [
        ("online", || Event::WentOnline),
        ("offline", || Event::WentOffline),
    ];
    for (name, event) in network {
        listen(&window(), name, move |_| store.dispatch(event()));
    }
}

fn schedule_tick(store: Store, timer: Debounce) {
    timer.schedule(TICK_INTERVAL, move || {
        store.dispatch(Event::Ticked);
        if store.with_untracked(Form::needs_ticks) {
            schedule_tick(store, timer);
        }
    });
}
