//! What is done again and again, for as long as the owner stands that it was begun under.

use super::effects::Listener;
use leptos::prelude::{RenderEffect, StoredValue};
use std::{any::Any, borrow::Cow};
use web_sys::{Event, EventTarget};

/// What an attribute or a text says.
pub type Said = Cow<'static, str>;

/// Does something now, and again whenever a signal that it read has changed.
pub fn watch(act: impl FnMut() + 'static) {
    watch_boxed(Box::new(act));
}

fn watch_boxed(mut act: Box<dyn FnMut()>) {
    keep(Box::new(RenderEffect::new(move |_| act())));
}

/// Does something with what is read now, and again whenever it has become another.
pub fn on_change<T: PartialEq + 'static>(
    read: impl Fn() -> T + 'static,
    mut act: impl FnMut(&T) + 'static,
) {
    let mut seen = None;
    watch(move || {
        let now = read();
        if seen.as_ref() != Some(&now) {
            act(&now);
            seen = Some(now);
        }
    });
}

/// Writes what is read now, and whenever it has become another.
pub fn follow(read: impl Fn() -> Option<Said> + 'static, write: impl Fn(Option<&str>) + 'static) {
    follow_boxed(Box::new(read), Box::new(write));
}

fn follow_boxed(read: Box<dyn Fn() -> Option<Said>>, write: Box<Write>) {
    on_change(read, move |said| write(said.as_deref()));
}

/// Puts where people see it what is said now.
type Write = dyn Fn(Option<&str>);

/// Keeps something for as long as what is being made stands.
fn keep(thing: Box<dyn Any>) {
    StoredValue::new_local(thing);
}

/// Does something whenever an event comes, for as long as what is being made stands.
pub fn listen(target: &EventTarget, event: &'static str, act: impl FnMut(Event) + 'static) {
    keep(Box::new(Listener::new(target, event, act)));
}
