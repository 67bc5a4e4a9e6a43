//! Changes that the host page makes while the form is mounted: other prefilled values, or another
//! token or endpoint, whose rules replace the current ones. The user's input is kept.

use super::{Draft, Effect, Form, Phase, Prefill};
use crate::rules::Rules;
use crate::ticket::{Field, SendError};
use std::mem;

impl Form {
    /// Requests the rules again, immediately or after the current submission: its response belongs
    /// to the current rules.
    pub(super) fn invalidate_rules(&mut self) -> Vec<Effect> {
        self.are_rules_stale = true;
        match self.phase {
            Phase::Sending(_) | Phase::LookingUp(_) => return Vec::new(),
            Phase::Unavailable(_) => self.phase = Phase::Loading,
            Phase::Loading | Phase::Editing(_) | Phase::Opened(_) => {}
        }
        vec![Effect::LoadRules]
    }

    /// Requests stale rules again, after a submission. Rules are stale too if the relay found
    /// a problem at a field that they do not offer: the user could not correct it.
    pub(super) fn reload_stale_rules(&mut self) -> Option<Effect> {
        let Some(rules) = &self.rules else {
            return None;
        };
        let is_missing = |field| match field {
            Field::Name | Field::Email => rules.requester.is_some(),
            Field::Related => rules.related.is_empty(),
            _ => false,
        };
        match &self.phase {
            Phase::Editing(editing) => {
                let mut problems = editing.problems.iter();
                self.are_rules_stale |= problems.any(|problem| is_missing(problem.field));
            }
            Phase::Opened(_) => {}
            _ => return None,
        }
        self.are_rules_stale.then_some(Effect::LoadRules)
    }

    /// Replaces the rules and adapts the draft to them, unless a ticket is being submitted.
    pub(super) fn replace_rules(&mut self, new: Rules) -> Vec<Effect> {
        let (Some(old), Phase::Editing(_) | Phase::Opened(_)) = (&self.rules, &self.phase) else {
            return Vec::new();
        };
        self.are_rules_stale = false;
        self.revision.increment_changed(old, &new);
        if let Phase::Editing(editing) = &mut self.phase
            && let Some(SendError::TokenExpired | SendError::TokenInvalid) =
                editing.failure().map(|failure| &failure.error)
        {
            editing.rejection = None;
        }
        if *old == new {
            return Vec::new();
        }
        let base = Draft::prefilled(&self.prefill, old);
        let prefilled = Draft::prefilled(&self.prefill, &new);
        // The draft of an opened ticket is empty, and is prefilled when another one is started.
        if matches!(self.phase, Phase::Editing(_)) || self.draft.has_content() {
            let blank =
                Some(self.draft.message.clone()).filter(|_| self.draft.has_blank_message(old));
            self.draft.reset_unavailable_choices(&prefilled, &new);
            self.draft.replace_unchanged_values(&base, prefilled);
            if blank.is_some_and(|blank| blank == self.draft.message) {
                let template = new.message_template(self.draft.department);
                template.clone_into(&mut self.draft.message);
            }
        }
        self.rules = Some(new);
        let cancelled = self.revalidate_all();
        [Effect::KeepFocus].into_iter().chain(cancelled).collect()
    }

    /// Clears the prefilled subject and message of an opened ticket: the next one has others.
    pub(super) fn clear_prefilled_text(&mut self) {
        if let Phase::Opened(_) = self.phase {
            self.prefill.subject.clear();
            self.prefill.message.clear();
        }
    }

    /// Changes the prefilled values. While the draft can be edited, they replace the values that the
    /// user has not changed; otherwise they apply to the next draft.
    pub(super) fn change_prefill(&mut self, prefill: Prefill) -> Option<Effect> {
        let previous = mem::replace(&mut self.prefill, prefill);
        let (Some(rules), Phase::Editing(_)) = (&self.rules, &self.phase) else {
            return None;
        };
        let base = Draft::prefilled(&previous, rules);
        let is_changed = self
            .draft
            .replace_unchanged_values(&base, Draft::prefilled(&self.prefill, rules));
        is_changed.then(|| self.revalidate_all())?
    }

    /// Validates the changed draft again.
    fn revalidate_all(&mut self) -> Option<Effect> {
        match (&self.rules, &mut self.phase) {
            (Some(rules), Phase::Editing(editing)) => editing.revalidate_all(&self.draft, rules),
            _ => None,
        }
    }
}

impl Draft {
    /// Replaces each value that equals the value in `from` by the value in `to`. Returns `true` if any
    /// value changed.
    pub(super) fn replace_unchanged_values(&mut self, from: &Self, to: Self) -> bool {
        let previous = self.clone();
        if self.department == from.department {
            self.department = to.department;
        }
        if self.related == from.related {
            self.related = to.related;
        }
        if self.priority == from.priority {
            self.priority = to.priority;
        }
        let texts = [
            (&mut self.name, &from.name, to.name),
            (&mut self.email, &from.email, to.email),
            (&mut self.subject, &from.subject, to.subject),
            (&mut self.message, &from.message, to.message),
        ];
        for (text, from, to) in texts {
            if text == from {
                *text = to;
            }
        }
        *self != previous
    }

    /// Replaces choices that the rules do not offer by the choices of a prefilled draft.
    pub(super) fn reset_unavailable_choices(&mut self, prefilled: &Self, rules: &Rules) {
        let is_signed_in = rules.requester.is_some();
        let department = self.department;
        if department.is_some_and(|id| rules.validate_department(id, is_signed_in).is_some()) {
            self.department = prefilled.department;
        }
        if (self.related).is_some_and(|related| rules.validate_related(related).is_some()) {
            self.related = prefilled.related;
        }
        if rules.validate_priority(self.priority).is_some() {
            self.priority = prefilled.priority;
        }
    }
}
