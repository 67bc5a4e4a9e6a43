//! The width at which the form shows text and preview side by side.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, ResizeObserver};

/// Minimum width of the form for text and preview side by side, in CSS pixels.
const MIN_WIDTH: f64 = 720.0;

/// Observes the width of the form that contains an element, and sets the signal to `true` while it is
/// wide enough for both panes, until the current `Owner` is cleaned up.
pub fn observe_width(element: &Element, is_wide: RwSignal<bool>) {
    let observed = element.clone();
    let measure = Closure::<dyn Fn()>::new(move || measure(&observed, is_wide));
    let Ok(observer) = ResizeObserver::new(measure.as_ref().unchecked_ref()) else {
        return;
    };
    observer.observe(element);
    let stored = StoredValue::new_local(Some((observer, measure)));
    on_cleanup(move || {
        let stored = stored.try_update_value(Option::take).flatten();
        if let Some((observer, _)) = stored {
            observer.disconnect();
        }
    });
}

fn measure(element: &Element, is_wide: RwSignal<bool>) {
    let form = element.closest(".open-ticket").ok().flatten();
    let width = form.map(|form| form.get_bounding_client_rect().width());
    let is_now_wide = width.is_some_and(|width| width >= MIN_WIDTH);
    if is_wide.try_get_untracked() == Some(!is_now_wide) {
        is_wide.set(is_now_wide);
    }
}
