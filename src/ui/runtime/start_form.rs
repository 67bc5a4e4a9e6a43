//! Connects the form's state with its effects.

use super::effect_runner::EffectRunner;
use super::store::Store;
use crate::ui::announcer::Announcer;
use crate::ui::dom::render_effect;
use crate::ui::form_options::TicketFormOptions;
use crate::ui::lazy;
use leptos::prelude::{StoredValue, WithValue, on_cleanup};
use std::rc::Rc;
use web_sys::HtmlElement;

/// Creates the state of a form inside a root element, and runs its first effects. Cleanup of the
/// current `Owner` aborts the request in progress.
pub fn start_form(options: TicketFormOptions, root: HtmlElement, announcer: Announcer) -> Store {
    let (store, effects) = Store::new(options.prefill.clone());
    let dispatch = Rc::new(move |event| store.dispatch(event));
    let runner = EffectRunner::new(options, root, announcer, store.files(), dispatch);
    let runner = Rc::new(runner);
    let stored_runner = StoredValue::new_local(runner.clone());
    on_cleanup(move || {
        stored_runner.try_with_value(|runner| runner.abort());
    });
    store.connect(Rc::new(move |effect| runner.run(effect)));
    render_effect(move || {
        if let Some(module) = lazy::loaded() {
            store.update_rules(|rules| module.compile_patterns(rules));
        }
    });
    for effect in effects {
        store.run(effect);
    }
    store
}
