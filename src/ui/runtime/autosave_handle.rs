//! Connection of a form to its draft's autosave. The code of the autosave is in the editor chunk.

use crate::rules::DraftScope;
use crate::ticket::IdempotencyKey;
use crate::ui::dom::El;
use crate::ui::platform::read_local_storage;
use leptos::prelude::{LocalStorage, Notify, StoredValue, Track, Trigger, UpdateValue, WithValue};
use std::rc::Rc;

/// Key in local storage that exists while any draft is stored. A form then loads the editor chunk
/// immediately.
pub const DRAFTS_EXIST: &str = "open-ticket-drafts";

/// Returns `true` if any draft is stored in this browser.
pub fn drafts_exist() -> bool {
    read_local_storage(DRAFTS_EXIST).is_some()
}

/// Autosave of a form's draft.
pub trait DraftAutosave {
    /// Saves the draft immediately.
    fn save(&self);
    /// Deletes the stored draft, and saves nothing more.
    fn discard(&self);
    /// Returns `true` unless another tab has taken the ticket over. If one has, shows a notice.
    fn can_send(&self) -> bool;
    /// Creates the notice above the fields.
    fn notice(&self) -> El;
    /// Creates the status next to the Send button.
    fn status(&self) -> El;
}

/// Handle to the connection. Its methods have no effect after the form is unmounted.
#[derive(Clone, Copy)]
pub struct AutosaveHandle {
    state: StoredValue<State, LocalStorage>,
    changed: Trigger,
}

struct State {
    endpoint: String,
    position: u32,
    scope: DraftScope,
    submission_key: Option<IdempotencyKey>,
    autosave: Option<Rc<dyn DraftAutosave>>,
    is_unsaved: bool,
}

impl AutosaveHandle {
    /// Creates the connection of a form, without an autosave.
    pub fn new(endpoint: String, scope: DraftScope) -> Self {
        Self {
            state: StoredValue::new_local(State {
                endpoint,
                position: 0,
                scope,
                submission_key: None,
                autosave: None,
                is_unsaved: false,
            }),
            changed: Trigger::new(),
        }
    }

    /// Returns the URL of the endpoint (tracked).
    pub fn endpoint(self) -> String {
        self.read(|state| state.endpoint.clone())
    }

    /// Sets the URL of the endpoint.
    pub fn set_endpoint(self, url: String) {
        self.update(|state| state.endpoint = url);
    }

    /// Returns the position that the form had at mount among the page's forms without an id.
    pub fn position(self) -> u32 {
        let position = self.state.try_with_value(|state| state.position);
        position.unwrap_or_default()
    }

    /// Sets the value of [`position`](Self::position).
    pub fn set_position(self, position: u32) {
        self.state
            .try_update_value(|state| state.position = position);
    }

    /// Returns the parts of a draft that the page allows to be stored (tracked).
    pub fn scope(self) -> DraftScope {
        self.read(|state| state.scope)
    }

    /// Sets the parts of a draft that the page allows to be stored.
    pub fn set_scope(self, scope: DraftScope) {
        self.update(|state| state.scope = scope);
    }

    /// Returns the idempotency key of the current intent, if it has been submitted.
    pub fn submission_key(self) -> Option<IdempotencyKey> {
        self.state
            .try_with_value(|state| state.submission_key)
            .flatten()
    }

    /// Sets the idempotency key of the current intent.
    pub fn set_submission_key(self, key: Option<IdempotencyKey>) {
        self.state
            .try_update_value(|state| state.submission_key = key);
    }

    /// Sets the autosave of the draft.
    pub fn connect(self, autosave: Rc<dyn DraftAutosave>) {
        self.update(|state| state.autosave = Some(autosave));
    }

    /// Returns the autosave of the draft (tracked). `None` until the editor chunk is loaded.
    pub fn autosave(self) -> Option<Rc<dyn DraftAutosave>> {
        self.read(|state| state.autosave.clone())
    }

    /// Saves the draft immediately, if autosave has started.
    pub fn save(self) {
        let autosave = self.state.try_with_value(|state| state.autosave.clone());
        if let Some(autosave) = autosave.flatten() {
            autosave.save();
        }
    }

    /// Deletes the stored draft, if autosave has started.
    pub fn discard(self) {
        let autosave = self.state.try_with_value(|state| state.autosave.clone());
        if let Some(autosave) = autosave.flatten() {
            autosave.discard();
        }
    }

    /// Returns `true` unless another tab has taken the ticket over. If one has, shows a notice.
    pub fn can_send(self) -> bool {
        let autosave = self.state.try_with_value(|state| state.autosave.clone());
        autosave
            .flatten()
            .is_none_or(|autosave| autosave.can_send())
    }

    /// Returns `true` while content would be lost with the page (tracked).
    pub fn is_unsaved(self) -> bool {
        self.read(|state| state.is_unsaved)
    }

    /// Sets the value of [`is_unsaved`](Self::is_unsaved).
    pub fn set_unsaved(self, is_unsaved: bool) {
        let is_changed = self.state.try_update_value(|state| {
            let before = std::mem::replace(&mut state.is_unsaved, is_unsaved);
            before != is_unsaved
        });
        if is_changed == Some(true) {
            self.changed.notify();
        }
    }

    /// Records an edit. Nothing is saved until autosave has started.
    pub fn mark_edited(self) {
        if self.state.try_with_value(|state| state.autosave.is_none()) == Some(true) {
            self.set_unsaved(true);
        }
    }

    fn read<T: Default>(self, read: impl FnOnce(&State) -> T) -> T {
        self.changed.track();
        self.state.try_with_value(read).unwrap_or_default()
    }

    fn update(self, update: impl FnOnce(&mut State)) {
        self.state.try_update_value(update);
        self.changed.notify();
    }
}
