//! A form in its world: a relay that opens one ticket per key, a browser that stores the draft, and a
//! person who types, attaches files, reloads the page and follows the form's advice.
//!
//! Each action checks two promises: nothing typed or attached is lost, and no ticket is opened twice.

use super::fixtures::{rules, rules_for_a_client};
use super::support::{file, opened_ticket};
use open_ticket::drafts::SavedDraft;
use open_ticket::form::{Edit, Effect, Event, FileId, Form, Phase, Prefill, Progress};
use open_ticket::rules::Rules;
use open_ticket::ticket::{IdempotencyKey, Refusal, SendError, SubmissionOutcome, Ticket};
use std::collections::{BTreeMap, BTreeSet};

/// An action of the person, the network or the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The person replaces the message by a new text.
    Type,
    Attach,
    RemoveFile,
    Submit,
    /// The person cancels the submission or its retry.
    Cancel,
    StartOver,
    Undo,
    UndoExpires,
    OpenAnother,
    /// The person loads a draft from a file, with a new text.
    Import,
    /// The request is uploaded; its response is pending.
    Upload,
    /// The relay opens the ticket, and its response arrives.
    Respond,
    /// The request is lost on its way.
    LoseRequest,
    /// The relay opens the ticket, but its response is lost.
    LoseResponse,
    /// WHMCS refuses the ticket.
    Refuse,
    /// The relay's limit is exceeded.
    Limit,
    /// The lookup finds the outcome out.
    FindOut,
    /// The lookup does not find the outcome out.
    FindNothing,
    /// The automatic retry begins.
    Retry,
    GoOnline,
    /// The page is reloaded. It has stored the draft before; a pending request is lost.
    Reload,
    /// The same, but a pending request reaches the relay.
    ReloadAfterArrival,
    /// The same, and the person types before the draft is restored.
    ReloadAndType,
    /// The browser ends before it has stored the result of the last action; a pending request reaches
    /// the relay.
    Crash,
}

impl Action {
    pub const ALL: [Self; 24] = [
        Self::Type,
        Self::Attach,
        Self::RemoveFile,
        Self::Submit,
        Self::Cancel,
        Self::StartOver,
        Self::Undo,
        Self::UndoExpires,
        Self::OpenAnother,
        Self::Import,
        Self::Upload,
        Self::Respond,
        Self::LoseRequest,
        Self::LoseResponse,
        Self::Refuse,
        Self::Limit,
        Self::FindOut,
        Self::FindNothing,
        Self::Retry,
        Self::GoOnline,
        Self::Reload,
        Self::ReloadAfterArrival,
        Self::ReloadAndType,
        Self::Crash,
    ];
}

#[derive(Clone, Debug)]
struct Request {
    key: u8,
    body: String,
    /// `true` if the person has read that the ticket may already be open, and sent a new one.
    was_warned: bool,
}

#[derive(Clone, Debug)]
pub struct World {
    pub form: Form,
    /// Current key, and the next one.
    key: Option<u8>,
    next_key: u8,
    request: Option<Request>,
    is_looking_up: bool,
    /// Bodies of the requests that reached the relay, by key. Each opened a ticket.
    relay: BTreeMap<u8, String>,
    /// Bodies of all tickets.
    tickets: Vec<String>,
    /// Bodies of the tickets that were open when the person read a confirmation. Sending the same
    /// once more is the person's decision.
    confirmed: Vec<String>,
    stored: Option<String>,
    /// The stored draft before the last action.
    stored_before: Option<String>,
    /// The draft that was stored before a request was sent in the current action.
    stored_with_key: Option<String>,
    /// Texts and file names that must not be lost.
    kept: BTreeSet<String>,
    last_text: u32,
    last_file: u32,
    /// All actions, for the messages of failures.
    actions: Vec<Action>,
}

impl World {
    pub fn new() -> Self {
        Self {
            form: load_form(),
            key: None,
            next_key: 1,
            request: None,
            is_looking_up: false,
            relay: BTreeMap::new(),
            tickets: Vec::new(),
            confirmed: Vec::new(),
            stored: None,
            stored_before: None,
            stored_with_key: None,
            kept: BTreeSet::new(),
            last_text: 0,
            last_file: 0,
            actions: Vec::new(),
        }
    }

    /// Everything that influences what follows, for the set of states that were seen.
    pub fn fingerprint(&self) -> String {
        let form = &self.form;
        let drafts = (form.phase(), form.draft(), form.draft_set_aside());
        let browser = (self.key, &self.request, self.is_looking_up, &self.stored);
        format!(
            "{drafts:?}{browser:?}{:?}{:?}",
            self.stored_before, self.relay
        )
    }

    /// Performs an action. Returns `false` if it is not possible now.
    pub fn perform(&mut self, action: Action) -> bool {
        let stored_before = self.stored.clone();
        self.actions.push(action);
        if !self.act(action) {
            self.actions.pop();
            return false;
        }
        self.stored_before = self.stored_with_key.take().or(stored_before);
        self.store();
        self.check();
        true
    }

    fn act(&mut self, action: Action) -> bool {
        let is_editing = matches!(self.form.phase(), Phase::Editing(_));
        let is_uploaded = matches!(self.form.phase(), Phase::Sending(sending) if sending.progress().is_uploaded());
        match action {
            Action::Type if is_editing => {
                // The person replaces the text.
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
                // What was set aside before is discarded for good.
                if self.form.to_saved_draft().is_some() {
                    self.forget_set_aside();
                }
                self.apply(Event::DraftDiscarded);
            }
            Action::Undo if is_editing && self.form.draft_set_aside().is_some() => {
                self.apply(Event::DiscardUndone);
            }
            Action::UndoExpires if self.form.draft_set_aside().is_some() => {
                self.forget_set_aside();
                self.apply(Event::DiscardExpired);
            }
            Action::OpenAnother if matches!(self.form.phase(), Phase::Opened(_)) => {
                self.apply(Event::Restarted);
            }
            Action::Import if is_editing => {
                self.forget_set_aside();
                self.last_text += 1;
                let message = format!("text {}.", self.last_text);
                self.kept.insert(message.clone());
                self.apply(Event::DraftImported(Box::new(SavedDraft {
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
                // The relay would repeat its response.
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

    fn type_text(&mut self) {
        self.last_text += 1;
        let text = format!("text {}.", self.last_text);
        self.kept.insert(text.clone());
        self.apply(Event::Edited(Edit::Subject("s".into())));
        self.apply(Event::Edited(Edit::Message(text)));
    }

    /// The relay receives the pending request. Returns `false` if its key belongs to another one.
    fn arrive(&mut self) -> bool {
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

    fn apply(&mut self, event: Event) {
        let was_warned = self.form.failure() == Some(&SendError::KeyReused);
        for effect in self.form.apply(event) {
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
                    self.request = Some(Request {
                        key,
                        was_warned: was_warned || self.confirmed.contains(&body),
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
                    "it is listed: {:?}",
                    self.actions
                ),
                _ => {}
            }
        }
    }

    /// Stores the draft as the page does, within a second of each change.
    fn store(&mut self) {
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
            // It can still be brought back.
            None if self.form.draft_set_aside().is_some() && self.form.can_restore_draft() => {}
            None => self.stored = None,
        }
    }

    fn reload(&mut self, stored: Option<String>) {
        self.load_page(&stored);
        self.restore(stored);
    }

    /// Loads the page. What was not stored, or set aside, is gone.
    fn load_page(&mut self, stored: &Option<String>) {
        let stored = stored.clone().unwrap_or_default();
        let tickets = self.tickets.concat();
        (self.kept).retain(|text| stored.contains(text) || tickets.contains(text));
        self.form = load_form();
        self.key = None;
        self.is_looking_up = false;
    }

    fn restore(&mut self, stored: Option<String>) {
        if let Some(stored) = stored {
            assert!(self.form.can_restore_draft());
            let draft = SavedDraft::decode(&stored).expect("a draft");
            self.apply(Event::DraftRestored(Box::new(draft)));
        }
    }

    fn forget_set_aside(&mut self) {
        if let Some(aside) = self.form.draft_set_aside() {
            let (message, files) = (aside.message.clone(), aside.files.clone());
            self.kept.retain(|text| {
                !message.contains(text) && !files.iter().any(|file| file.name.as_str() == text)
            });
        }
    }

    /// Checks that nothing is lost: it is in the form, in the draft that was set aside, or in a ticket.
    fn check(&self) {
        let mut texts = vec![self.form.draft().message.clone(), self.tickets.concat()];
        texts.extend(
            self.form
                .draft_set_aside()
                .map(|aside| aside.message.clone()),
        );
        let aside = self
            .form
            .draft_set_aside()
            .into_iter()
            .flat_map(|aside| &aside.files);
        texts.extend(aside.map(|file| file.name.as_str().to_owned()));
        let files = self
            .form
            .to_saved_draft()
            .unwrap_or_default()
            .files
            .into_iter();
        texts.extend(files.map(|file| file.name.as_str().to_owned()));
        for kept in &self.kept {
            let is_kept = texts.iter().any(|text| text.contains(kept));
            assert!(is_kept, "{kept} is lost: {:?} {texts:?}", self.actions);
        }
    }

    /// Follows the form's advice until the ticket is open. The relay can be reached from now on.
    pub fn finish(&mut self) {
        for _ in 0..20 {
            let draft = self.form.draft();
            if draft.message.is_empty() || draft.subject.is_empty() {
                self.perform(Action::Type);
            }
            let steps = [Action::FindOut, Action::Respond, Action::Submit];
            if !steps.into_iter().any(|step| self.perform(step)) {
                break;
            }
        }
        let is_open = matches!(self.form.phase(), Phase::Opened(_));
        assert!(is_open, "{:?} {:?}", self.actions, self.form.phase());
    }
}

/// Body of a request: the message and the names of the files.
fn body(ticket: &Ticket<FileId>) -> String {
    let files = ticket.attachments.iter().map(|file| file.name().as_str());
    let files: Vec<&str> = files.collect();
    format!("[{} {}]", ticket.message.as_str(), files.join(" "))
}

/// A form of a signed-in client, with one department, which lacks only the message.
fn load_form() -> Form {
    let (mut form, _) = Form::new(Prefill {
        subject: "s".into(),
        ..Prefill::default()
    });
    let (mut departments, mut limits) = (rules().departments, rules().limits);
    departments.truncate(1);
    limits.files = 1_000;
    form.apply(Event::RulesLoaded(Box::new(Rules {
        departments,
        limits,
        ..rules_for_a_client()
    })));
    form
}
