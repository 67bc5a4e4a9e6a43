//! Reactive effects and event listeners, disposed with the current `Owner`.

use crate::ui::platform::Listener;
use leptos::prelude::{RenderEffect, StoredValue, untrack};
use std::any::Any;
use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use web_sys::{Event, EventTarget};

/// Value of an attribute, or text.
pub type Text = Cow<'static, str>;

/// Runs a closure immediately, and again whenever a signal that it reads changes. This is Leptos'
/// `RenderEffect`; an `Effect` would first run in a later task.
pub fn render_effect(run: impl FnMut() + 'static) {
    boxed_render_effect(Box::new(run));
}

fn boxed_render_effect(mut run: Box<dyn FnMut()>) {
    store_until_cleanup(Box::new(RenderEffect::new(move |_| run())));
}

/// Calls `on_change` with the value that `read` returns: immediately, and whenever the value
/// differs from the previous one. As with Leptos' `Effect::watch`, only the signals that `read`
/// reads are tracked.
pub fn watch<T: PartialEq + 'static>(
    read: impl Fn() -> T + 'static,
    mut on_change: impl FnMut(&T) + 'static,
) {
    let mut previous = None;
    render_effect(move || {
        let value = read();
        if previous.as_ref() != Some(&value) {
            run_untracked(&mut || on_change(&value));
            previous = Some(value);
        }
    });
}

/// Runs a closure without tracking the signals that it reads. Not generic, so that it is compiled
/// once.
pub fn run_untracked(run: &mut dyn FnMut()) {
    untrack(run);
}

/// A closure that reads text from signals. `None` removes the attribute, class or property.
pub type ReadText = dyn Fn() -> Option<Text>;

/// A closure that writes text to an element or a text node; `None` removes it.
pub type WriteText = dyn Fn(Option<&str>);

/// Writes the text that `read` returns: immediately, and whenever it has changed.
pub fn bind(read: Box<ReadText>, write: Box<WriteText>) {
    watch(read, move |text| write(text.as_deref()));
}

/// A closure that writes the value of the form to a control.
type Restore = RefCell<Box<dyn FnMut()>>;

thread_local! {
    /// The closures of [`on_restore`]. Weak: each belongs to an owner. A signal would keep every
    /// subscriber's memory for as long as the page is open.
    static RESTORES: RefCell<Vec<Weak<Restore>>> = const { RefCell::new(Vec::new()) };
}

/// Runs a closure immediately, and again after each [`restore_controls`].
pub fn on_restore(run: impl FnMut() + 'static) {
    register(Rc::new(RefCell::new(Box::new(run))));
}

fn register(restore: Rc<Restore>) {
    run_restore(&restore);
    RESTORES.with_borrow_mut(|all| {
        all.retain(|restore| restore.strong_count() > 0);
        all.push(Rc::downgrade(&restore));
    });
    store_until_cleanup(Box::new(restore));
}

/// Reapplies the form's values to its controls. WebKit clears some controls without an event when
/// it restores a page: passwords, and controls that are not filled in automatically.
pub fn restore_controls() {
    let all = RESTORES.with_borrow(Clone::clone);
    for restore in all.iter().filter_map(Weak::upgrade) {
        run_restore(&restore);
    }
}

fn run_restore(restore: &Restore) {
    if let Ok(mut run) = restore.try_borrow_mut() {
        run_untracked(&mut *run);
    }
}

/// Adds an event listener.
pub fn listen(target: &EventTarget, event: &'static str, run: impl FnMut(Event) + 'static) {
    boxed_listen(target, event, Box::new(run));
}

fn boxed_listen(target: &EventTarget, event: &'static str, run: Box<dyn FnMut(Event)>) {
    store_until_cleanup(Box::new(Listener::new(target, event, run)));
}

/// Drops a value when the current `Owner` is cleaned up.
pub fn store_until_cleanup(value: Box<dyn Any>) {
    StoredValue::new_local(value);
}
