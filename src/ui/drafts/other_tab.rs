//! Behaviour of a form whose draft is open in another browser tab.

use super::autosave::Autosave;
use super::autosave_mode::{Mode, OpenReason};
use super::browser_tabs::TabEvent;
use super::notice::{Notice, Status};
use crate::form::{Event, Form, Phase, Replacement};
use leptos::prelude::{Get, GetUntracked, Set, untrack};

impl Autosave {
    /// Takes the draft over from another tab.
    pub fn continue_here(&self) {
        let is_possible = self.mode.get() == Mode::OtherTab && untrack(|| self.can_continue_here());
        if let Some(storage) = self.storage().filter(|_| is_possible) {
            self.open(storage, OpenReason::TakeOver);
        }
    }

    /// Returns `true` if the draft of the other tab can replace this one (tracked). It cannot
    /// while a submission of this form is pending, because its key would be lost. If the other tab has
    /// taken the ticket over, the key is not lost: it is stored with the draft.
    pub fn can_continue_here(&self) -> bool {
        self.is_taken.get() || !self.store.with(Form::has_pending_submission)
    }

    /// Returns `true` if another tab has the content of this form.
    pub fn is_taken(&self) -> bool {
        self.is_taken.get_untracked()
    }

    /// Shows the notice that another tab has the ticket, if another notice has replaced it.
    pub fn show_other_tab_notice(&self) {
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
                self.hand_over_content(Notice::Moved);
            }
            TabEvent::Taken if is_writing => self.hand_over_content(Notice::Moved),
            TabEvent::Held if is_writing => self.hand_over_content(Notice::OtherTab),
            TabEvent::Ended if self.is_taken() => {
                self.store.replace_draft(Replacement::Discarded);
                self.is_taken.set(false);
                self.set_notice(Notice::EndedElsewhere);
                self.link.set_unsaved(false);
            }
            TabEvent::Taken | TabEvent::Held | TabEvent::Ended => {}
        }
    }

    pub(super) fn enter_other_tab_mode(&self, notice: Notice) {
        self.timer.cancel();
        self.mode.set(Mode::OtherTab);
        self.set_notice(notice);
        self.status.set(Status::None);
        // The other tab has the saved draft.
        self.update_unsaved();
    }

    /// Hands the content of this form over to another tab, and stops sending it: the other tab has the
    /// key, and looks up the outcome.
    pub(super) fn hand_over_content(&self, notice: Notice) {
        self.is_taken.set(true);
        self.enter_other_tab_mode(notice);
        let is_sending = |form: &Form| {
            matches!(form.phase(), Phase::Sending(_)) || form.seconds_until_retry().is_some()
        };
        if self.store.with_untracked(is_sending) {
            self.store.dispatch(Event::Cancelled);
        }
    }
}
