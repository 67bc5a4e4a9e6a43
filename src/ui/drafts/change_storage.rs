//! Moves a draft to another storage: the user signed in or out, or the endpoint changed. The draft stays in
//! the previous storage until the current one has it. Then it is deleted there: a second copy would be
//! restored after the ticket was sent.

use super::autosave::Autosave;
use super::autosave_mode::{Mode, OpenReason};
use super::draft_storage::DraftStorage;
use super::notice::{Notice, Status};
use crate::drafts::SavedDraft;
use crate::form::Form;
use crate::rules::DraftScope;
use leptos::prelude::Set;
use std::rc::Rc;

impl Autosave {
    /// Switches to another storage, to which the draft moves.
    pub fn start(&self, storage: Rc<DraftStorage>, scope: DraftScope) {
        let was_writing = self.mode.get() == Mode::Writing;
        self.save();
        let replaced = self.storage.replace(Some(storage.clone()));
        // A storage that was not opened has nothing of the draft.
        let unused = match was_writing {
            true => self.previous.replace(replaced),
            false => replaced,
        };
        if let Some(unused) = unused {
            unused.close();
        }
        self.scope.set(scope);
        self.is_taken.set(false);
        self.set_notice(Notice::None);
        self.status.set(Status::None);
        self.open(storage, OpenReason::First);
    }

    /// Saves the draft in the previous storage as long as the current one cannot be written.
    pub(super) fn save_to_previous(&self) {
        let is_waiting = matches!(self.mode.get(), Mode::Opening | Mode::OtherTab);
        let previous = self.previous.borrow().clone();
        if let Some(previous) = previous.filter(|_| is_waiting && !self.is_taken()) {
            self.timer.cancel();
            match self.to_saved_draft() {
                Some(draft) => {
                    previous.write(draft);
                }
                None if !self.is_opened_while_leaving() => self.remove_previous(),
                None => {}
            }
        }
    }

    /// Deletes the draft from the previous storage, unless another tab has changed it since.
    pub(super) fn remove_previous(&self) {
        if let Some(previous) = self.previous.take() {
            if !previous.was_changed_elsewhere() {
                previous.remove();
            }
            previous.close();
        }
    }

    /// Reads the draft that a client has written as a guest, before the page with the login.
    pub(super) async fn load_guest_draft(&self, storage: &Rc<DraftStorage>) -> Option<SavedDraft> {
        let guest = storage.take_guest()?;
        let can_restore =
            || self.is_current(storage) && self.store.with_untracked(Form::can_restore_draft);
        if can_restore() && guest.tabs.acquire().await && can_restore() {
            let with_files = self.scope.get() == DraftScope::All;
            let stored = guest.load(self.store.files(), with_files).await;
            if can_restore() && stored.draft.is_some() {
                self.previous.replace(Some(guest));
                return stored.draft;
            }
        }
        guest.close();
        None
    }
}
