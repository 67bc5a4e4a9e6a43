//! Opens a draft's storage: at the start of a form, after the page came back, or in place of another
//! tab.

use super::keeper::Keeper;
use super::mode::{Mode, Opening};
use super::notice::{Notice, Status};
use super::session::{Session, StoredDraft};
use super::tabs::TabEvent;
use crate::drafts::SavedDraft;
use crate::form::{DraftState, Event, Form};
use crate::rules::DraftScope;
use crate::ui::platform::{local_time, sleep};
use crate::ui::runtime::task::spawn_local;
use leptos::prelude::{GetUntracked, Set};
use std::rc::Rc;

/// Interval at which the end of a submission is checked before a draft is restored, in milliseconds.
const RESTORE_INTERVAL: i32 = 250;

impl Keeper {
    /// Saves before the page goes into the back-forward cache, and releases the draft to other tabs.
    pub fn suspend(&self) {
        self.save();
        if let Some(session) = self.session() {
            session.tabs.leave();
            if self.mode.get() == Mode::Writing {
                self.mode.set(Mode::Suspended);
            }
        }
    }

    /// Continues after the page came back. Another tab may have changed the draft since.
    pub fn resume(&self) {
        if let Some(session) = self.session() {
            match self.mode.get() {
                Mode::Suspended => self.open(session, Opening::Resumed),
                _ => session.tabs.rejoin(),
            }
        }
    }

    /// Takes the draft over from another tab.
    pub fn continue_here(&self) {
        let session = self.session();
        if let Some(session) = session.filter(|_| self.mode.get() == Mode::OtherTab) {
            self.open(session, Opening::TakeOver);
        }
    }

    /// Handles an event from another tab.
    pub fn handle_tab_event(&self, event: TabEvent) {
        let is_writing = self.mode.get() == Mode::Writing;
        match event {
            TabEvent::Requested => {
                self.save();
                self.yield_to_other_tab(Notice::Moved);
            }
            TabEvent::Taken if is_writing => self.yield_to_other_tab(Notice::Moved),
            TabEvent::Held if is_writing => self.yield_to_other_tab(Notice::OtherTab),
            TabEvent::Ended if self.notice.get_untracked() == Notice::Moved => {
                self.store.dispatch(Event::DraftDiscarded);
                self.notice.set(Notice::EndedElsewhere);
                self.link.set_unsaved(false);
            }
            TabEvent::Taken | TabEvent::Held | TabEvent::Ended => {}
        }
    }

    fn yield_to_other_tab(&self, notice: Notice) {
        self.timer.cancel();
        self.mode.set(Mode::OtherTab);
        self.notice.set(notice);
        self.status.set(Status::None);
        // The other tab has the saved draft.
        let is_lost = self.is_changed.get() && self.has_content();
        self.link.set_unsaved(is_lost);
    }

    /// Opens the storage, reads the draft and starts saving.
    pub fn open(&self, session: Rc<Session>, opening: Opening) {
        let Some(this) = self.this.upgrade() else {
            return;
        };
        self.mode.set(Mode::Opening);
        self.update_unsaved();
        spawn_local(async move {
            let is_granted = match opening {
                Opening::TakeOver => session.tabs.take_over().await,
                Opening::First | Opening::Resumed => session.tabs.acquire().await,
            };
            let is_unchanged = || opening == Opening::Resumed && !session.was_changed_elsewhere();
            if !this.is_current(&session) {
                session.tabs.release();
            } else if !is_granted {
                this.yield_to_other_tab(Notice::OtherTab);
                this.wait_for_other_tab(&session).await;
            } else if is_unchanged() {
                this.begin_writing();
            } else {
                this.load(&session, opening).await;
            }
        });
    }

    /// Continues automatically once the other tab is closed, unless the person has entered something here.
    async fn wait_for_other_tab(&self, session: &Rc<Session>) {
        let is_granted = session.tabs.wait().await;
        let is_waiting = || {
            self.is_current(session)
                && self.mode.get() == Mode::OtherTab
                && self.notice.get_untracked() == Notice::OtherTab
                && !self.has_content()
        };
        if is_granted && is_waiting() {
            self.mode.set(Mode::Opening);
            self.load(session, Opening::First).await;
        } else if is_granted && self.mode.get() != Mode::Writing {
            session.tabs.release();
        }
    }

    async fn load(&self, session: &Rc<Session>, opening: Opening) {
        // Values that are being sent cannot be replaced.
        while self.is_current(session) && !self.store.with_untracked(Form::can_restore_draft) {
            sleep(RESTORE_INTERVAL).await;
        }
        let with_files = self.scope.get() == DraftScope::All;
        let stored = session.load(self.store.files(), with_files).await;
        if !self.is_current(session) {
            return;
        }
        match stored {
            StoredDraft {
                draft: Some(draft), ..
            } => self.restore(draft, opening),
            // Another tab has sent the ticket meanwhile.
            _ if opening == Opening::Resumed && self.has_content() => {
                self.store.dispatch(Event::DraftDiscarded);
                self.notice.set(Notice::EndedElsewhere);
            }
            StoredDraft { text, .. } => {
                self.notice.set(text.map_or(Notice::None, Notice::Text));
            }
        }
        self.begin_writing();
    }

    fn restore(&self, draft: SavedDraft, opening: Opening) {
        #[expect(clippy::cast_precision_loss, reason = "a time is below 2^53")]
        let time = local_time(draft.saved_at as f64);
        let is_replaced = opening != Opening::First && self.has_content();
        let draft = Box::new(draft);
        self.store.dispatch(match is_replaced {
            true => Event::DraftImported(draft),
            false => Event::DraftRestored(draft),
        });
        let can_undo = self.can_undo();
        self.notice.set(Notice::Restored(time, can_undo));
        self.emit(DraftState::Restored);
    }

    fn begin_writing(&self) {
        self.mode.set(Mode::Writing);
        self.save();
    }
}
