//! What is done again and again, for as long as the owner stands that it was begun under.

use leptos::prelude::{RenderEffect, StoredValue};
use std::{any::Any, borrow::Cow};
use wasm_bindgen::{JsCast, closure::Closure};
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

/// Writes what is read now, and whenever it has become another.
pub fn follow(read: impl Fn() -> Option<Said> + 'static, write: impl Fn(Option<&str>) + 'static) {
    follow_boxed(Box::new(read), Box::new(write));
}

fn follow_boxed(read: Box<dyn Fn() -> Option<Said>>, write: Box<Write>) {
    let mut written = None;
    watch(move || {
        let now = Some(read());
        if now != written {
            write(now.as_ref().and_then(Option::as_deref));
            written = now;
        }
    });
}

/// Puts where people see it what is said now.
type Write = dyn Fn(Option<&str>);

/// Keeps something for as long as what is being made stands.
fn keep(thing: Box<dyn Any>) {
    StoredValue::new_local(thing);
}

/// Does something whenever an event comes, for as long as what is being made stands.
pub fn listen(target: EventTarget, event: &'static str, act: impl FnMut(Event) + 'static) {
    listen_boxed(target, event, Box::new(act));
}

fn listen_boxed(target: EventTarget, event: &'static str, act: Box<dyn FnMut(Event)>) {
    let act = Closure::wrap(act);
    let _ = target.add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
    keep(Box::new(Listener { target, event, act }));
}

struct Listener {
    target: EventTarget,
    event: &'static str,
    act: Closure<dyn FnMut(Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let act = self.act.as_ref().unchecked_ref();
        let _ = self
            .target
            .remove_event_listener_with_callback(self.event, act);
    }
}
