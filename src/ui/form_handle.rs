//! Control of a mounted form by its host page.

use super::editor_chunk;
use super::runtime::store::Store;
use super::screens::paste_files;
use crate::form::{Effect, Event, Prefill};
use crate::rules::DraftScope;
use web_sys::ClipboardEvent;

/// Handle to a mounted form. Its methods must not be called after the form is unmounted, nor while
/// the form itself calls the host page: see `embed`.
#[derive(Clone, Copy)]
pub struct FormHandle(Store);

impl FormHandle {
    pub(super) const fn new(store: Store) -> Self {
        Self(store)
    }

    /// Loads the rules for another token, or from another endpoint.
    pub fn reload_rules(self, endpoint: Option<String>) {
        self.0.run(Effect::ChangeEndpoint(endpoint));
    }

    /// Changes prefilled values, which replace values that the user has not changed.
    pub fn change_prefill(self, change: impl FnOnce(&mut Prefill)) {
        let mut prefill = self.0.with_untracked(|form| form.prefill().clone());
        let message = prefill.message.clone();
        change(&mut prefill);
        if prefill.message != message {
            // The preview of the message needs the editor chunk.
            editor_chunk::load_in_background();
        }
        self.0.dispatch(Event::PrefillChanged(Box::new(prefill)));
    }

    /// Sets the position of the form among the page's forms without an id. Their drafts are numbered
    /// by it.
    pub fn set_position(self, position: u32) {
        self.0.drafts().set_position(position);
    }

    /// Sets the parts of a draft that the form may store.
    pub fn set_draft_scope(self, scope: DraftScope) {
        self.0.drafts().set_scope(scope);
    }

    /// Deletes the stored draft. Later input is not stored.
    pub fn discard_draft(self) {
        self.0.drafts().discard();
    }

    /// Aborts the request in progress, if any.
    pub fn abort(self) {
        self.0.run(Effect::AbortUpload);
    }

    /// Adds the files of a paste event, unless it was handled.
    pub fn paste(self, event: &ClipboardEvent) {
        paste_files(self.0, event);
    }
}
