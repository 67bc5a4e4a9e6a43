//! A suggestion for an email address with a likely typing error. It is part of the editor chunk.

use crate::form::{Edit, Event};
use crate::locale::strings;
use crate::locale::template::{prefix, suffix};
use crate::ticket::suggested_email;
use crate::ui::dom::{Debounce, El, button, el, focus, listen};
use crate::ui::runtime::store::Store;
use leptos::prelude::{ArcTrigger, Notify, Track, document};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsCast;

/// Interval of the checks for a pressed mouse button.
const INTERVAL: Duration = Duration::from_millis(100);

/// Creates the suggestion, to append to the field. It appears when the control loses the focus, never while
/// the user types, and does not block the submission. If the address was entered while the chunk was loading,
/// it appears after the next change of a control: content must not move without an action of the user. Screen
/// readers read it from its live region.
pub fn email_suggestion(store: Store, field: &El) -> El {
    // Uses a trigger, because a signal of another type adds code.
    let (changed, entered) = (ArcTrigger::new(), Rc::new(RefCell::new(String::new())));
    let (change, new) = (changed.clone(), entered.clone());
    let delayed = Debounce::new();
    // A field that is not in the document yet has no form, and no address was entered.
    let form = field.node().closest("form").ok().flatten();
    let changes = form.as_ref().unwrap_or(field.node());
    listen(changes, "change", move |_| {
        let (change, new) = (change.clone(), new.clone());
        // Read now: after a change of another control, the user may type in this one.
        let email = store.with_untracked(|form| form.draft().email.clone());
        update_after_press(delayed, move || {
            new.replace(email);
            change.notify();
        });
    });
    let suggestion = move || {
        changed.track();
        let entered = entered.borrow();
        let is_current = store.with(|form| form.draft().email == *entered);
        is_current.then(|| suggested_email(&entered)).flatten()
    };
    let field = field.node().clone();
    let view = move |address: String| {
        let (field, correct) = (field.clone(), address.clone());
        let use_it = move |_| {
            store.dispatch(Event::Edited(Edit::Email(correct.clone())));
            // The button, which has the focus, is removed.
            if let Ok(Some(control)) = field.query_selector("input") {
                focus(control.unchecked_ref());
            }
        };
        let shown = el("strong").attr("translate", "no").child(address);
        el("p")
            .child(prefix(strings::EMAIL_DID_YOU_MEAN))
            .child(shown)
            .child(suffix(strings::EMAIL_DID_YOU_MEAN))
            .child(" ")
            .child(button("link", strings::EMAIL_USE_SUGGESTION, use_it))
    };
    el("div")
        .class("suggested-email")
        .attr("role", "status")
        .show_let(suggestion, view)
}

/// Runs an update once no mouse button is pressed. Pressing one on another control blurs the field, and a
/// control that moves before the release does not get the click.
fn update_after_press(delayed: Debounce, update: impl FnOnce() + 'static) {
    delayed.schedule(INTERVAL, move || {
        let root = document().document_element();
        if root.is_some_and(|root| root.matches(":active") == Ok(true)) {
            update_after_press(delayed, update);
        } else {
            update();
        }
    });
}
