//! Opens a draft's storage: at the start of a form, after a return from the back-forward cache, or to
//! continue in place of another tab.

use super::autosave::Autosave;
use super::autosave_mode::{Mode, OpenReason};
use super::browser_tabs::TabEvent;
use super::draft_storage::{DraftStorage, LoadedDraft};
use super::notice::Notice;
use crate::drafts::SavedDraft;
use crate::form::{DraftState, Form, Phase, Replacement};
use crate::rules::DraftScope;
use crate::ui::platform::{local_time, now, sleep};
use crate::ui::runtime::task::spawn_local;
use leptos::prelude::{GetUntracked, Set};
use std::rc::Rc;

/// Interval at which the end of a submission is checked before a draft is restored, in milliseconds.
const RESTORE_INTERVAL: i32 = 250;

/// Time after which the browser is assumed to stay on the page, in milliseconds.
const LEAVING_TIME: i32 = 30_000;

impl Autosave {
    /// Saves before the browser leaves the page. The page stays until the next one responds.
    pub fn leave(&self) {
        self.save();
        let left_at = Some(now());
        self.left_at.set(left_at);
        let this = self.this.clone();
        spawn_local(async move {
            sleep(LEAVING_TIME).await;
            if let Some(autosave) = this.upgrade()
                && autosave.left_at.get() == left_at
            {
                autosave.left_at.set(None);
                autosave.save();
            }
        });
    }

    /// Returns `true` if the ticket was opened while the browser is leaving the page. The user may not see
    /// the confirmation, so the draft stays stored, with its key: the next page shows the confirmation.
    pub(super) fn is_opened_while_leaving(&self) -> bool {
        let is_opened = |form: &Form| matches!(form.phase(), Phase::Opened(_));
        self.left_at.get().is_some() && self.store.with_untracked(is_opened)
    }

    /// Saves before the page enters the back-forward cache, and releases the draft to other tabs.
    pub fn suspend(&self) {
        self.save();
        if let Some(storage) = self.storage() {
            storage.tabs.leave();
            if let Some(previous) = &*self.previous.borrow() {
                previous.tabs.leave();
            }
            if self.mode.get() == Mode::Writing {
                self.mode.set(Mode::Suspended);
            }
        }
    }

    /// Continues after a return from the back-forward cache. Another tab may have changed the draft since.
    pub fn resume(&self) {
        self.left_at.set(None);
        if let Some(storage) = self.storage() {
            match self.mode.get() {
                Mode::Suspended => self.open(storage, OpenReason::Resumed),
                _ => storage.tabs.rejoin(),
            }
        }
    }

    /// Opens the storage, reads the draft and starts saving.
    pub fn open(&self, storage: Rc<DraftStorage>, reason: OpenReason) {
        let Some(this) = self.this.upgrade() else {
            return;
        };
        self.mode.set(Mode::Opening);
        self.update_unsaved();
        spawn_local(async move {
            let is_granted = match reason {
                OpenReason::TakeOver => storage.tabs.take_over().await,
                OpenReason::First | OpenReason::Resumed => storage.tabs.acquire().await,
            };
            this.open_as(&storage, reason, is_granted).await;
            if !this.is_current(&storage) {
                storage.finish(is_granted).await;
            }
        });
    }

    async fn open_as(&self, storage: &Rc<DraftStorage>, reason: OpenReason, is_granted: bool) {
        let is_unchanged = || reason == OpenReason::Resumed && !storage.was_changed_elsewhere();
        if !self.is_current(storage) {
            return;
        }
        if !is_granted {
            if reason == OpenReason::Resumed && self.has_content() {
                // The other tab may have restored what this one has saved.
                self.hand_over_content(Notice::OtherTab);
                if storage.is_empty() && storage.was_changed_elsewhere() {
                    // Its message did not reach a page in the back-forward cache.
                    self.handle_tab_event(TabEvent::Ended);
                }
            } else {
                self.enter_other_tab_mode(Notice::OtherTab);
            }
            self.wait_for_other_tab(storage).await;
        } else if is_unchanged() {
            self.begin_writing();
        } else {
            self.load(storage, reason).await;
        }
    }

    /// Continues automatically once the other tab is closed, unless this form has input.
    async fn wait_for_other_tab(&self, storage: &Rc<DraftStorage>) {
        let is_granted = storage.tabs.wait().await;
        let is_waiting = || {
            self.is_current(storage)
                && self.mode.get() == Mode::OtherTab
                && self.notice.get_untracked() == Notice::OtherTab
                && !self.has_content()
        };
        if is_granted && is_waiting() {
            self.mode.set(Mode::Opening);
            self.load(storage, OpenReason::First).await;
        } else if is_granted && self.mode.get() != Mode::Writing {
            storage.tabs.release();
        }
    }

    async fn load(&self, storage: &Rc<DraftStorage>, reason: OpenReason) {
        // Values that are being sent cannot be replaced. A pending submission does not prevent a takeover:
        // the draft of the other tab contains it.
        let can_replace = |form: &Form| match reason {
            OpenReason::TakeOver => matches!(form.phase(), Phase::Editing(_)),
            // Without a stored draft, there is nothing to replace.
            OpenReason::First => storage.is_empty() || form.can_restore_draft(),
            OpenReason::Resumed => form.can_restore_draft(),
        };
        while self.is_current(storage) && !self.store.with_untracked(can_replace) {
            sleep(RESTORE_INTERVAL).await;
        }
        let with_files = self.scope.get() == DraftScope::All;
        let stored = storage.load(self.store.files(), with_files).await;
        if !self.is_current(storage) {
            return;
        }
        match stored {
            LoadedDraft {
                draft: Some(draft), ..
            } => self.restore(draft, reason),
            // Another tab has sent the ticket meanwhile.
            _ if (reason == OpenReason::Resumed || self.is_taken()) && self.has_content() => {
                self.store.replace_draft(Replacement::Discarded);
                self.set_notice(Notice::EndedElsewhere);
            }
            LoadedDraft { text, .. } => {
                let guest_draft = self.load_guest_draft(storage).await;
                if !self.is_current(storage) {
                    return;
                }
                match guest_draft {
                    Some(draft) => self.restore(draft, OpenReason::First),
                    None => self.set_notice(text.map_or(Notice::None, Notice::OtherVersion)),
                }
            }
        }
        self.begin_writing();
    }

    fn restore(&self, draft: SavedDraft, reason: OpenReason) {
        #[expect(clippy::cast_precision_loss, reason = "a time is below 2^53")]
        let time = local_time(draft.saved_at as f64);
        let is_replaced = reason != OpenReason::First && self.has_content();
        let draft = Box::new(draft);
        self.store.replace_draft(match is_replaced {
            true => Replacement::Imported(draft),
            false => Replacement::Restored(draft),
        });
        let can_undo = self.can_undo();
        self.set_notice(Notice::Restored(time, can_undo));
        self.emit(DraftState::Restored);
    }

    fn begin_writing(&self) {
        self.is_taken.set(false);
        self.mode.set(Mode::Writing);
        self.save();
    }
}
