//! How a ticket is sent: one key for one intent, until it is known what became of it.
//!
//! The relay opens one ticket at most under a key. So a key is given up only when somebody has
//! said yes or no; where nobody has, the relay is asked, and a try with the same words keeps it.

use super::{
    Announcement, Chosen, Effect, Fact, FileId, Form, Phase, Progress, Purpose, problems_of,
};
use crate::ticket::{Opened, Outcome, Problem, Refusal, SendError, Ticket};

impl Form {
    /// A person asks to send.
    pub(super) fn submit(&mut self) -> Vec<Effect> {
        self.course.begin();
        self.send_what_is_there()
    }

    pub(super) fn send_what_is_there(&mut self) -> Vec<Effect> {
        let Some(rules) = &self.rules else {
            return Vec::new();
        };
        let told = self.failure.take();
        let ticket = match self.draft.check(rules) {
            Ok(ticket) => ticket,
            Err(problems) => return self.complain(problems),
        };
        self.problems.clear();
        self.judged = false;
        let is_the_same = self.doubt.as_ref().map(|sent| **sent == self.draft);
        match (is_the_same, told) {
            (Some(true), _) => self.send(ticket),
            // They know what they do: it was told what may become of it.
            (_, Some(SendError::KeyReused)) | (Some(false), Some(SendError::NotOpened)) => {
                self.send_anew(ticket)
            }
            (Some(false), _) => self.find_out(Purpose::Send),
            (None, _) => self.send(ticket),
        }
    }

    fn send(&mut self, ticket: Ticket<FileId>) -> Vec<Effect> {
        // The fields are inert now: a focus in one of them would be lost.
        let effects = [Effect::FocusSend, Effect::Announce(Announcement::Sending)];
        let mut effects = self.enter(Phase::Sending(self.nothing_yet()), effects);
        self.course.moved();
        // A picture goes out as the installation wants it, not with what is still in it.
        if self.shrinking.is_empty() {
            effects.push(Effect::Send(Box::new(ticket)));
        }
        effects
    }

    fn nothing_yet(&self) -> Progress {
        Progress {
            total: self.draft.files.iter().map(|file| file.size).sum(),
            ..Progress::default()
        }
    }

    /// Sends what waits for pictures, once the last of them is as it should be.
    pub(super) fn send_what_waits(&mut self) -> Vec<Effect> {
        let Some(rules) = self.rules.as_ref().filter(|_| self.shrinking.is_empty()) else {
            return Vec::new();
        };
        self.course.moved();
        match self.draft.check(rules) {
            Ok(ticket) => {
                let send = Effect::Send(Box::new(ticket));
                self.enter(Phase::Sending(self.nothing_yet()), [send])
            }
            Err(problems) => self.complain(problems),
        }
    }

    fn complain(&mut self, problems: Vec<Problem>) -> Vec<Effect> {
        self.problems = problems;
        self.judged = true;
        self.enter(Phase::Editing, [Effect::FocusProblems])
    }

    fn send_anew(&mut self, ticket: Ticket<FileId>) -> Vec<Effect> {
        let mut effects = vec![self.renew_key()];
        effects.extend(self.send(ticket));
        effects
    }

    fn renew_key(&mut self) -> Effect {
        self.doubt = None;
        Effect::RenewKey
    }

    pub(super) fn opened(&mut self, opened: Opened) -> Vec<Effect> {
        let draft = std::mem::take(&mut self.draft);
        let release = |file: &Chosen| Effect::Release(file.id);
        let mut effects: Vec<Effect> = draft.files.iter().map(release).collect();
        effects.extend(self.confirm(opened));
        effects
    }

    fn confirm(&mut self, opened: Opened) -> Vec<Effect> {
        let fact = Fact::Opened {
            id: opened.id(),
            number: opened.number().to_owned(),
        };
        self.problems.clear();
        let effects = [
            self.renew_key(),
            Effect::FocusConfirmation,
            Effect::Tell(fact),
        ];
        self.enter(Phase::Opened(opened), effects)
    }

    pub(super) fn failed(&mut self, error: SendError) -> Vec<Effect> {
        match error {
            SendError::NoAnswer | SendError::InProgress => {
                self.doubt = Some(Box::new(self.draft.clone()));
                self.find_out(Purpose::Tell(error))
            }
            SendError::KeyReused => {
                self.doubt = None;
                self.find_out(Purpose::Send)
            }
            SendError::Refused(ref refusal) if self.is_final(refusal) => {
                let mut effects = vec![self.renew_key()];
                effects.extend(self.show(error));
                effects
            }
            _ => self.show(error),
        }
    }

    /// Whether a refusal ends the intent. The relay's own may come before it looks at the key, and
    /// then says nothing of an earlier try.
    fn is_final(&self, refusal: &Refusal) -> bool {
        let is_the_relay_s = matches!(
            refusal,
            Refusal::Rule(_) | Refusal::TooLarge { .. } | Refusal::NotUnderstood | Refusal::Origin
        );
        self.doubt.is_none() || !is_the_relay_s
    }

    /// Tells what came to nothing: at its fields, or in a box of its own.
    fn show(&mut self, error: SendError) -> Vec<Effect> {
        self.phase = Phase::Editing;
        self.judged = true;
        let fact = match &error {
            SendError::Refused(_) => Fact::Refused,
            _ => Fact::Failed,
        };
        self.problems = problems_of(&error, &self.draft);
        // What somebody stopped is no failure to tell them of.
        let told = self.problems.is_empty() && error != SendError::Cancelled;
        self.failure = told.then_some(error);
        let focus = match (&self.failure, self.problems.is_empty()) {
            (None, true) => Effect::FocusSend,
            _ => Effect::FocusProblems,
        };
        let retry = self.failure.clone().and_then(|error| self.schedule(&error));
        [focus, Effect::Tell(fact)]
            .into_iter()
            .chain(retry)
            .collect()
    }

    pub(super) fn find_out(&mut self, purpose: Purpose) -> Vec<Effect> {
        let effects = [
            Effect::FocusSend,
            Effect::Announce(Announcement::FindingOut),
            Effect::FindOut,
        ];
        self.enter(Phase::FindingOut(purpose), effects)
    }

    pub(super) fn found_out(&mut self, purpose: Purpose, outcome: Outcome) -> Vec<Effect> {
        match (outcome, purpose) {
            (Outcome::Opened(opened), Purpose::Tell(_)) => self.opened(opened),
            // With the words that were sent first; those of now are kept.
            (Outcome::Opened(opened), Purpose::Send) => self.confirm(opened),
            (Outcome::NotOpened, Purpose::Tell(_)) => self.show(SendError::NotOpened),
            (Outcome::NotOpened, Purpose::Send) => {
                let ticket = self.rules.as_ref().map(|rules| self.draft.check(rules));
                match ticket {
                    Some(Ok(ticket)) => self.send_anew(ticket),
                    _ => self.show(SendError::NotOpened),
                }
            }
            (Outcome::Unknown, Purpose::Tell(error)) => self.show(error),
            (Outcome::Unknown, Purpose::Send) => self.show(SendError::KeyReused),
        }
    }
}
