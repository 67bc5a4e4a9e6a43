//! Performs the actions.

use super::super::support::{file, opened_ticket};
use super::{Action, Request, World};
use open_ticket::drafts::SavedDraft;
use open_ticket::form::{Edit, Event, Phase, Progress, Replacement};
use open_ticket::ticket::{Refusal, SendError, SubmissionOutcome};

impl World {
    pub(super) fn act(&mut self, action: Action) -> bool {
        let is_editing = matches!(self.form.phase(), Phase::Editing(_));
        let is_uploaded = matches!(self.form.phase(), Phase::Sending(sending) if sending.progress().is_uploaded());
        match action {
            Action::Type if is_editing => {
                // The user replaces the text.
                let replaced = self.form.draft().message.clone();
                self.kept.retain(|text| !replaced.contains(text));
                self.type_text();
            }
            Action::Attach if self.form.draft().files.is_empty() => {
                self.last_file += 1;
                let name = format!("{}.txt", self.last_file);
                let file = file(self.last_file, &name, 5);
                self.kept.insert(name);
                self.apply(Event::Edited(Edit::FilesAdded(vec![file])));
            }
            Action::RemoveFile if is_editing => {
                let Some(id) = self.form.draft().files.first().map(|file| file.id) else {
                    return false;
                };
                self.kept.remove(&format!("{}.txt", id.0));
                self.apply(Event::Edited(Edit::FileRemoved(id)));
                self.apply(Event::RemovedFileExpired(id));
            }
            Action::Submit if is_editing => self.apply(Event::Submitted),
            Action::Cancel
                if self.request.is_some() || self.form.seconds_until_retry().is_some() =>
            {
                if is_uploaded {
                    self.arrive();
                }
                self.apply(Event::Cancelled);
            }
            Action::StartOver if is_editing => {
                // The draft that was set aside before is deleted.
                if self.form.to_saved_draft().is_some() {
                    self.forget_set_aside();
                }
                self.replace_draft(Replacement::Discarded);
            }
            Action::Undo if is_editing && self.form.draft_set_aside().is_some() => {
                self.replace_draft(Replacement::Undone);
            }
            Action::UndoExpires if self.form.draft_set_aside().is_some() => {
                self.forget_set_aside();
                self.replace_draft(Replacement::Expired);
            }
            Action::OpenAnother if matches!(self.form.phase(), Phase::Opened(_)) => {
                self.apply(Event::Restarted);
            }
            Action::Import if is_editing => {
                self.forget_set_aside();
                self.last_text += 1;
                let message = format!("text {}.", self.last_text);
                self.kept.insert(message.clone());
                self.replace_draft(Replacement::Imported(Box::new(SavedDraft {
                    subject: "s".into(),
                    message,
                    ..SavedDraft::default()
                })));
            }
            Action::Upload if self.request.is_some() && !is_uploaded => {
                let total = 10;
                self.apply(Event::Progressed(Progress {
                    read: total,
                    sent: total,
                    total,
                }));
            }
            Action::Respond if self.request.is_some() => {
                let event = match self.arrive() {
                    true => Event::Opened(opened_ticket()),
                    false => Event::Failed(SendError::KeyReused),
                };
                self.apply(event);
            }
            Action::LoseRequest if self.request.take().is_some() => {
                self.apply(Event::Failed(SendError::NoResponse));
            }
            Action::LoseResponse if self.request.is_some() => {
                self.arrive();
                self.apply(Event::Failed(SendError::NoResponse));
            }
            Action::Refuse | Action::Limit => {
                let Some(request) = &self.request else {
                    return false;
                };
                // The relay has opened a ticket for this key, and would return its stored response.
                if self.relay.contains_key(&request.key) {
                    return false;
                }
                self.request = None;
                self.apply(Event::Failed(match action {
                    Action::Refuse => Refusal::Other("no".into()).into(),
                    _ => SendError::RateLimited {
                        retry_after: Some(2),
                    },
                }));
            }
            Action::FindOut | Action::FindNothing if self.is_looking_up => {
                self.is_looking_up = false;
                let is_opened = self.key.is_some_and(|key| self.relay.contains_key(&key));
                self.apply(Event::OutcomeReceived(match (action, is_opened) {
                    (Action::FindNothing, _) => SubmissionOutcome::Unknown,
                    (_, true) => SubmissionOutcome::Opened(opened_ticket()),
                    (_, false) => SubmissionOutcome::NotOpened,
                }));
            }
            Action::Retry if self.form.seconds_until_retry().is_some() => {
                while self.form.seconds_until_retry().is_some() {
                    self.apply(Event::Ticked);
                }
            }
            Action::GoOnline if is_editing => self.apply(Event::WentOnline),
            Action::Reload => {
                self.request = None;
                self.reload(self.stored.clone());
            }
            Action::ReloadAfterArrival if self.request.is_some() => {
                self.arrive();
                self.reload(self.stored.clone());
            }
            Action::ReloadAndType => {
                self.request = None;
                self.load_page(&self.stored.clone());
                self.type_text();
                self.restore(self.stored.clone());
            }
            Action::Crash => {
                self.arrive();
                self.reload(self.stored_before.clone());
            }
            _ => return false,
        }
        true
    }

    pub(super) fn type_text(&mut self) {
        self.last_text += 1;
        let text = format!("text {}.", self.last_text);
        self.kept.insert(text.clone());
        self.apply(Event::Edited(Edit::Subject("s".into())));
        self.apply(Event::Edited(Edit::Message(text)));
    }

    /// Delivers the pending request. Returns `false` without one, or if its key has another body.
    pub(super) fn arrive(&mut self) -> bool {
        let Some(Request {
            key,
            body,
            was_warned,
        }) = self.request.take()
        else {
            return false;
        };
        if let Some(first) = self.relay.get(&key) {
            return *first == body;
        }
        assert!(
            was_warned || !self.tickets.contains(&body),
            "{body} was opened twice: {:?}",
            self.actions
        );
        self.relay.insert(key, body.clone());
        self.tickets.push(body);
        true
    }

    pub(super) fn forget_set_aside(&mut self) {
        if let Some(aside) = self.form.draft_set_aside() {
            let (message, files) = (aside.message.clone(), aside.files.clone());
            self.kept.retain(|text| {
                !message.contains(text) && !files.iter().any(|file| file.name.as_str() == text)
            });
        }
    }
}
