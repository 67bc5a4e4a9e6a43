//! A form in a simulated environment: a relay that opens one ticket per key, a browser that stores the
//! draft, and a user who types, attaches files, reloads the page and follows the form's advice.
//!
//! Checked after each action: nothing typed or attached is lost, and no ticket is opened twice.

mod act;
mod action;
mod browser;

pub use action::Action;

use super::fixtures::{rules, rules_for_a_client};
use open_ticket::form::{Event, FileId, Form, Phase, Prefill};
use open_ticket::rules::Rules;
use open_ticket::ticket::Ticket;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug)]
struct Request {
    key: u8,
    body: String,
    /// `true` if the user knew that an equal ticket is open, or may be, and sent this one anyway.
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
    /// Bodies of the tickets that were open when the user read a confirmation, or sent a ticket after
    /// the warning that one may be open. Sending the same again is the user's decision.
    confirmed: Vec<String>,
    stored: Option<String>,
    /// The stored draft before the last action.
    stored_before: Option<String>,
    /// The draft that was stored before a request was sent in the current action.
    stored_with_key: Option<String>,
    /// Messages and file names that must not be lost.
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

    /// Everything that influences later actions, for the set of visited states.
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
