//! The browser: runs the effects of the form, stores its draft, and loads the page again.

use super::{Request, World, body, load_form};
use open_ticket::drafts::SavedDraft;
use open_ticket::form::{Effect, Event, Form, Replacement};
use open_ticket::ticket::{IdempotencyKey, SendError};

impl World {
    pub(super) fn apply(&mut self, event: Event) {
        self.change(|form| form.apply(event));
    }

    pub(super) fn replace_draft(&mut self, replacement: Replacement) {
        self.change(|form| form.replace_draft(replacement));
    }

    fn change(&mut self, change: impl FnOnce(&mut Form) -> Vec<Effect>) {
        let was_warned = self.form.failure() == Some(&SendError::KeyReused);
        for effect in change(&mut self.form) {
            match effect {
                Effect::Send(ticket) => {
                    assert!(
                        self.request.is_none(),
                        "two requests are in flight: {:?}",
                        self.actions
                    );
                    assert!(
                        !self.is_looking_up,
                        "the outcome is looked up: {:?}",
                        self.actions
                    );
                    let key = *self.key.get_or_insert(self.next_key);
                    self.next_key = self.next_key.max(key + 1);
                    let body = body(&ticket);
                    if was_warned {
                        // The warning is about all tickets that may be open, also for later submissions.
                        self.confirmed.clone_from(&self.tickets);
                    }
                    self.request = Some(Request {
                        key,
                        was_warned: self.confirmed.contains(&body),
                        body,
                    });
                    // The key is stored before the request is sent.
                    self.store();
                    self.stored_with_key = self.stored.clone();
                }
                Effect::LookUpOutcome => {
                    assert!(
                        self.request.is_none(),
                        "a request is in flight: {:?}",
                        self.actions
                    );
                    self.is_looking_up = true;
                }
                Effect::RenewKey => self.key = None,
                Effect::FocusConfirmation => self.confirmed.clone_from(&self.tickets),
                Effect::UseKey(key) => self.key = Some(key.as_bytes()[0]),
                Effect::AbortUpload => self.request = None,
                Effect::ReleaseFile(id) => assert!(
                    self.form.file(id).is_none(),
                    "a released file is listed: {:?}",
                    self.actions
                ),
                _ => {}
            }
        }
    }

    /// Stores the draft as the page does, within a second of each change.
    pub(super) fn store(&mut self) {
        match self.form.to_saved_draft() {
            Some(draft) => {
                let is_pending = self.form.has_pending_submission();
                let key = self.key.filter(|_| is_pending);
                let draft = SavedDraft {
                    submission: key.map(|key| IdempotencyKey::from_random_bytes([key; 16])),
                    ..draft
                };
                self.stored = Some(draft.encode());
            }
            // It can still be restored.
            None if self.form.draft_set_aside().is_some() && self.form.can_restore_draft() => {}
            None => self.stored = None,
        }
    }

    pub(super) fn reload(&mut self, stored: Option<String>) {
        self.load_page(&stored);
        self.restore(stored);
    }

    /// Loads the page. Values that were not stored, and a draft that was set aside, are lost.
    pub(super) fn load_page(&mut self, stored: &Option<String>) {
        let stored = stored.clone().unwrap_or_default();
        let tickets = self.tickets.concat();
        (self.kept).retain(|text| stored.contains(text) || tickets.contains(text));
        self.form = load_form();
        self.key = None;
        self.is_looking_up = false;
    }

    pub(super) fn restore(&mut self, stored: Option<String>) {
        if let Some(stored) = stored {
            assert!(self.form.can_restore_draft());
            let draft = SavedDraft::decode(&stored).expect("a draft");
            self.replace_draft(Replacement::Restored(Box::new(draft)));
        }
    }
}
