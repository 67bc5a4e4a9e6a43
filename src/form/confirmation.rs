//! Confirmation of an opened ticket, and the start of another one.

use super::transition::{Context, Transition};
use super::{Confirmation, Draft, Editing, Effect, Event, Prefill};
use crate::rules::Rules;
use std::mem;

impl Confirmation {
    pub(super) fn handle(&mut self, event: Event, context: &mut Context) -> Transition {
        match event {
            Event::Restarted => return self.restart(context),
            Event::FileDownscaled(id, _) | Event::FileNotDownscaled(id) => {
                context.draft.end_downscale(id);
            }
            Event::FileSniffed(..) | Event::FileConverted(..) => {
                let convert = context.draft.prepare_file(&event, &context.rules.limits);
                return Transition::stay(convert.into_iter().collect());
            }
            event => self.deferred.store(event),
        }
        Transition::default()
    }

    /// Starts another ticket, with the kept draft if there is one.
    fn restart(&mut self, context: &mut Context) -> Transition {
        if !context.draft.has_content() {
            *context.draft = self.next_draft(context.prefill, context.rules);
        }
        let deferred = mem::take(&mut self.deferred);
        Transition::edit(Editing::default(), deferred, vec![Effect::FocusFirstField])
    }

    /// Draft of another ticket if none is kept: prefilled again, without the subject and the message of
    /// the last ticket. A guest's name and email address are kept (WCAG 3.3.7, Redundant Entry).
    pub(super) fn next_draft(&self, prefill: &Prefill, rules: &Rules) -> Draft {
        let or_prefilled = |kept: &String, prefilled: &String| match kept.is_empty() {
            true => prefilled.clone(),
            false => kept.clone(),
        };
        let (name, email) = match &self.sent {
            Some(draft) => (&draft.name, &draft.email),
            None => (&prefill.name, &prefill.email),
        };
        let prefill = Prefill {
            name: or_prefilled(name, &prefill.name),
            email: or_prefilled(email, &prefill.email),
            ..prefill.clone()
        };
        Draft::prefilled(&prefill, rules)
    }
}
