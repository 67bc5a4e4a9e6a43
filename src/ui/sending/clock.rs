//! Time and the network, as the form learns of them.

use super::super::{pause::Pause, store::Store};
use crate::form::{Event, Form};
use leptos::{ev, prelude::*};
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);

/// Tells the form of each second while it wants to know, and when the browser says that its network
/// went or came.
pub fn keep(store: Store) {
    let pause = Pause::new();
    let wanted = Memo::new(move |_| store.with(Form::needs_time));
    Effect::new(move |_| {
        if wanted.get() {
            tick(store, pause);
        } else {
            pause.cancel();
        }
    });
    let network = [
        window_event_listener(ev::online, move |_| store.dispatch(Event::WentOnline)),
        window_event_listener(ev::offline, move |_| store.dispatch(Event::WentOffline)),
    ];
    on_cleanup(move || network.into_iter().for_each(|listener| listener.remove()));
}

fn tick(store: Store, pause: Pause) {
    pause.then(SECOND, move || {
        store.dispatch(Event::Ticked);
        if store.once(Form::needs_time) {
            tick(store, pause);
        }
    });
}
