//! Opens a draft's storage: at the start of a form, after the page came back, or in place of another
//! tab.

use super::autosave::Autosave;
use super::mode::{Mode, Opening};
use super::notice::{Notice, Status};
use super::session::{Session, StoredDraft};
use super::tabs::TabEvent;
use crate::drafts::SavedDraft;
use crate::form::{DraftState, Event, Form, Phase, Replacement};
use crate::rules::DraftScope;
use crate::ui::platform::{local_time, sleep};
use crate::ui::runtime::task::spawn_local;
use leptos::prelude::{Get, GetUntracked, Set, untrack};
use std::rc::Rc;

/// Interval at which the end of a submission is checked before a draft is restored, in milliseconds.
const RESTORE_INTERVAL: i32 = 250;

impl Autosave {
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
        let is_possible = self.mode.get() == Mode::OtherTab && untrack(|| self.can_continue_here());
        if let Some(session) = self.session().filter(|_| is_possible) {
            self.open(session, Opening::TakeOver);
        }
    }

    /// Returns `true` if the draft of the other tab can replace this one (tracked). The key of this
    /// form's own submission would be lost with it before its outcome is known. That of a ticket which
    /// the other tab has taken over is stored with the draft.
    pub fn can_continue_here(&self) -> bool {
        self.is_taken.get() || !self.store.with(Form::has_pending_submission)
    }

    /// Returns `true` if another tab has the content of this form.
    pub fn is_taken(&self) -> bool {
        self.is_taken.get_untracked()
    }

    /// Says again that another tab has the ticket.
    pub fn point_to_other_tab(&self) {
        if self.mode.get() == Mode::OtherTab {
            self.set_notice(Notice::OtherTab);
        }
    }

    /// Handles an event from another tab.
    pub fn handle_tab_event(&self, event: TabEvent) {
        let is_writing = self.mode.get() == Mode::Writing;
        match event {
            TabEvent::Requested => {
                self.save();
                self.yield_content(Notice::Moved);
            }
            TabEvent::Taken if is_writing => self.yield_content(Notice::Moved),
            TabEvent::Held if is_writing => self.yield_content(Notice::OtherTab),
            TabEvent::Ended if self.is_taken() => {
                self.store.replace_draft(Replacement::Discarded);
                self.is_taken.set(false);
                self.set_notice(Notice::EndedElsewhere);
                self.link.set_unsaved(false);
            }
            TabEvent::Taken | TabEvent::Held | TabEvent::Ended => {}
        }
    }

    fn yield_to_other_tab(&self, notice: Notice) {
        self.timer.cancel();
        self.mode.set(Mode::OtherTab);
        self.set_notice(notice);
        self.status.set(Status::None);
        // The other tab has the saved draft.
        self.update_unsaved();
    }

    /// Leaves the content of this form to another tab, which has it now. This one stops sending it: the
    /// other one has the key, and finds out what became of it.
    fn yield_content(&self, notice: Notice) {
        self.is_taken.set(true);
        self.yield_to_other_tab(notice);
        let is_sending = |form: &Form| {
            matches!(form.phase(), Phase::Sending(_)) || form.seconds_until_retry().is_some()
        };
        if self.store.with_untracked(is_sending) {
            self.store.dispatch(Event::Cancelled);
        }
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
                if opening == Opening::Resumed && this.has_content() {
                    // The other tab may have restored what this one has saved.
                    this.yield_content(Notice::OtherTab);
                } else {
                    this.yield_to_other_tab(Notice::OtherTab);
                }
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
        // Values that are being sent cannot be replaced. The submission of a draft that another tab has
        // taken over is part of the one that replaces it.
        let can_replace = |form: &Form| match opening {
            Opening::TakeOver => matches!(form.phase(), Phase::Editing(_)),
            Opening::First | Opening::Resumed => form.can_restore_draft(),
        };
        while self.is_current(session) && !self.store.with_untracked(can_replace) {
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
                self.store.replace_draft(Replacement::Discarded);
                self.set_notice(Notice::EndedElsewhere);
            }
            StoredDraft { text, .. } => {
                self.set_notice(text.map_or(Notice::None, Notice::Text));
            }
        }
        self.begin_writing();
    }

    fn restore(&self, draft: SavedDraft, opening: Opening) {
        #[expect(clippy::cast_precision_loss, reason = "a time is below 2^53")]
        let time = local_time(draft.saved_at as f64);
        let is_replaced = opening != Opening::First && self.has_content();
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
