//! One signal holds the form; every view reads it and dispatches to it. A key in the message,
//! which concerns few of them, is told to those alone.

use super::{Setting, announcer::Announcer, effects::Performer, second, watch::watch};
use crate::form::{Announcement, Effect, Event, Form};
use crate::ticket::Field;
use leptos::prelude::*;
use web_sys::HtmlElement;

/// The form, and the way to change it.
#[derive(Clone, Copy)]
pub struct Store {
    form: RwSignal<Form>,
    message: Trigger,
    performer: StoredValue<Performer, LocalStorage>,
    led_to: RwSignal<Option<Field>>,
}

impl Store {
    /// Makes the form of a setting, which stands in an element.
    pub fn new(setting: Setting, root: HtmlElement, announcer: Announcer) -> Self {
        let (form, effects) = Form::new(setting.prefill.clone());
        let store = Self {
            form: RwSignal::new(form),
            message: Trigger::new(),
            performer: StoredValue::new_local(Performer::new(setting, root, announcer)),
            led_to: RwSignal::new(None),
        };
        on_cleanup(move || {
            store.perform(Performer::stop);
        });
        watch(move || store.read_patterns());
        for effect in effects {
            store.perform(|performer| performer.perform(effect, store));
        }
        store
    }

    /// Reads the form, and reads it again whenever it changes; what it says of the message may be
    /// out of date, see [`with_message`](Self::with_message).
    pub fn with<T>(self, read: impl FnOnce(&Form) -> T) -> T {
        self.form.with(read)
    }

    /// Reads the form, and reads it again whenever it changes, the message too.
    pub fn with_message<T>(self, read: impl FnOnce(&Form) -> T) -> T {
        self.message.track();
        self.form.with(read)
    }

    /// Reads the form once.
    pub fn once<T>(self, read: impl FnOnce(&Form) -> T) -> T {
        self.form.with_untracked(read)
    }

    /// Whether something is wrong at a field.
    pub fn is_wrong(self, field: Field) -> bool {
        self.with(|form| form.complaint(field).is_some())
    }

    /// Says what happened, and carries out what is wanted. After the form has left the page,
    /// nothing happens any more.
    pub fn dispatch(self, event: Event) {
        let mut is_told = true;
        let effects = self.form.try_maybe_update(|form| {
            is_told = !form.changes_message_alone(&event);
            (is_told, form.apply(event))
        });
        if !is_told {
            self.message.notify();
        }
        for effect in effects.unwrap_or_default() {
            self.perform(|performer| performer.perform(effect, self));
        }
    }

    /// Lets the second half of the bundle, once it is here, read what answers are judged by.
    pub fn read_patterns(self) {
        let Some(second) = second::here() else { return };
        let read = |form: &mut Form| form.rules_mut().map(|rules| second.read_patterns(rules));
        self.form.try_update_untracked(read);
    }

    /// Says something to those who listen to the page that is the view's alone to know.
    pub fn announce(self, announcement: Announcement) {
        let effect = Effect::Announce(announcement);
        self.perform(|performer| performer.perform(effect, self));
    }

    /// Makes a field visible that a view may have put away, for somebody who is led there.
    pub fn lead_to(self, field: Field) {
        self.led_to.set(Some(field));
    }

    /// The field that somebody was led to last.
    pub fn led_to(self) -> Option<Field> {
        self.led_to.get()
    }

    /// Hands over to whoever carries effects out.
    pub fn perform<T>(self, act: impl FnOnce(&mut Performer) -> T) -> Option<T> {
        self.performer.try_update_value(act)
    }
}
