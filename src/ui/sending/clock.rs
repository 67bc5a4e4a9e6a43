//! Time and the network, as the form learns of them.

use super::super::watch::{listen, on_change};
use super::super::{pause::Pause, store::Store};
use crate::form::{Event, Form};
use leptos::prelude::window;
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);

/// Tells the form of each second while it wants to know, and when the browser says that its network
/// went or came.
pub fn keep(store: Store) {
    let pause = Pause::new();
    on_change(
        move || store.with(Form::needs_time),
        move |is_wanted| {
            if *is_wanted {
                tick(store, pause);
            } else {
                pause.cancel();
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

fn tick(store: Store, pause: Pause) {
    pause.then(SECOND, move || {
        store.dispatch(Event::Ticked);
        if store.once(Form::needs_time) {
            tick(store, pause);
        }
    });
}
