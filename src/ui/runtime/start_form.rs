//! Connects the form's state with its effects.

use super::autosave_handle::{AutosaveHandle, drafts_exist};
use super::effect_runner::EffectRunner;
use super::store::Store;
use super::task::spawn_local;
use crate::ui::announcer::Announcer;
use crate::ui::dom::{render_effect, watch};
use crate::ui::editor_chunk;
use crate::ui::form_options::TicketFormOptions;
use crate::ui::platform::confirm_leaving;
use leptos::prelude::{Owner, StoredValue, WithValue, on_cleanup};
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::HtmlElement;

/// Creates the state of a form inside a root element, and runs its first effects. Cleanup of the
/// current `Owner` aborts the request in progress.
pub fn start_form(options: TicketFormOptions, root: HtmlElement, announcer: Announcer) -> Store {
    let drafts = AutosaveHandle::new(options.endpoint.clone(), options.drafts);
    let (store, effects) = Store::new(options.prefill.clone(), drafts);
    let hooks = options.hooks.clone();
    let dispatch = Rc::new(move |event| store.dispatch(event));
    let (files, form) = (store.files(), root.clone());
    let runner = EffectRunner::new(options, root, announcer, files, drafts, dispatch);
    let runner = Rc::new(runner);
    let stored_runner = StoredValue::new_local(runner.clone());
    on_cleanup(move || {
        stored_runner.try_with_value(|runner| runner.abort());
    });
    store.connect(Rc::new(move |effect| runner.run(effect)));
    // Weak: the owner stores the effect.
    let owner = Owner::current().map(|owner| owner.downgrade());
    let mut on_load = Some((owner, hooks, form));
    render_effect(move || {
        if let Some(module) = editor_chunk::loaded() {
            store.update_rules(|rules| module.compile_patterns(rules));
            if let Some((owner, hooks, form)) = on_load.take()
                && let Some(owner) = owner.and_then(|owner| owner.upgrade())
            {
                owner.with(|| module.connect_autosave(store, hooks, form));
            }
        }
    });
    if drafts_exist() {
        // The user may wait for the draft, so no event may follow a failed attempt.
        spawn_local(async move {
            editor_chunk::load_while(&|| !store.files().is_disposed()).await;
        });
    }
    ask_before_leaving(store);
    for effect in effects {
        store.run(effect);
    }
    store
}

/// Makes the browser ask for confirmation before the user leaves the page, while content would be
/// lost. Otherwise, there is no listener: with one, Firefox keeps no page in its back-forward cache.
fn ask_before_leaving(store: Store) {
    let listener = RefCell::new(None);
    watch(
        move || store.has_unsaved_content(),
        move |is_unsaved| {
            listener.replace(is_unsaved.then(confirm_leaving));
        },
    );
}
