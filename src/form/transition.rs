//! Transitions between the phases, with the effects of each.

use super::deferred_files::DeferredFiles;
use super::phase::{Failure, Rejection};
use super::send_error_to_problems::problems_of;
use super::set_aside::SetAside;
use super::ticket_intent::TicketIntent;
use super::{
    Announcement, Confirmation, Draft, Editing, Effect, FileId, HostEvent, LookingUp, LookupReason,
    Phase, Prefill, Progress, Sending,
};
use crate::rules::Rules;
use crate::ticket::{OpenedTicket, SendError, Ticket};
use std::mem;

/// Parts of the form that every phase after loading uses.
pub(super) struct Context<'a> {
    pub draft: &'a mut Draft,
    pub set_aside: &'a mut Option<SetAside>,
    pub rules: &'a Rules,
    pub prefill: &'a Prefill,
    pub is_offline: bool,
}

/// Result of an event.
#[derive(Default)]
pub(super) struct Transition {
    /// Next phase, if it changes.
    pub next: Option<Phase>,
    /// Effects to run, in order.
    pub effects: Vec<Effect>,
    /// Changes to the files that the next phase, editing, applies after these effects.
    pub deferred: DeferredFiles,
}

impl Transition {
    /// Stays in the current phase.
    pub(super) fn stay(effects: Vec<Effect>) -> Self {
        Self {
            effects,
            ..Self::default()
        }
    }

    /// Returns to editing, and applies the deferred changes.
    pub(super) fn edit(editing: Editing, deferred: DeferredFiles, effects: Vec<Effect>) -> Self {
        Self {
            next: Some(Phase::Editing(editing)),
            effects,
            deferred,
        }
    }

    /// Starts sending a ticket.
    pub(super) fn send(
        ticket: Ticket<FileId>,
        intent: TicketIntent,
        deferred: DeferredFiles,
        context: &Context,
    ) -> Self {
        let sending = Sending {
            progress: Progress::before_reading(context.draft.total_file_size()),
            idle_seconds: 0,
            intent,
            deferred,
        };
        // The fields are inert from now on, so focus in one of them would be lost.
        let mut effects = vec![Effect::FocusSubmit, Effect::Announce(Announcement::Sending)];
        // Images are downscaled, which removes their metadata, before the ticket is sent.
        if !context.draft.is_preparing_files() {
            effects.push(Effect::Send(Box::new(ticket)));
        }
        Self::enter(Phase::Sending(sending), effects)
    }

    /// Starts looking up the outcome of a submission.
    pub(super) fn look_up(
        reason: LookupReason,
        intent: TicketIntent,
        deferred: DeferredFiles,
    ) -> Self {
        // The fields become inert, so focus in one of them would be lost. In a restored draft, no field
        // was used yet, and the focus may be elsewhere on the page.
        let is_restored = matches!(reason, LookupReason::Restored { .. });
        let focus = (!is_restored).then_some(Effect::FocusSubmit);
        let lookup = LookingUp {
            reason,
            intent,
            deferred,
        };
        let announce = Effect::Announce(Announcement::LookingUp);
        let effects = focus.into_iter().chain([announce, Effect::LookUpOutcome]);
        Self::enter(Phase::LookingUp(lookup), effects.collect())
    }

    /// Confirms the ticket of the current draft, which is cleared.
    pub(super) fn confirm(
        ticket: OpenedTicket,
        deferred: DeferredFiles,
        draft: &mut Draft,
    ) -> Self {
        let opened = mem::take(draft);
        let release = opened.files.iter();
        let mut effects: Vec<_> = release.map(|file| Effect::ReleaseFile(file.id)).collect();
        let mut transition = Self::enter_confirmation(ticket, deferred, Some(opened));
        effects.append(&mut transition.effects);
        transition.effects = effects;
        transition
    }

    /// Confirms the ticket of an earlier draft; the current one is kept.
    pub(super) fn confirm_earlier_draft(ticket: OpenedTicket, deferred: DeferredFiles) -> Self {
        Self::enter_confirmation(ticket, deferred, None)
    }

    fn enter_confirmation(
        ticket: OpenedTicket,
        deferred: DeferredFiles,
        sent: Option<Draft>,
    ) -> Self {
        let event = HostEvent::Opened {
            id: ticket.id(),
            number: ticket.number().to_owned(),
        };
        let effects = vec![
            Effect::RenewKey,
            Effect::FocusConfirmation,
            Effect::Emit(event),
        ];
        let confirmation = Confirmation {
            ticket,
            deferred,
            sent: sent.map(Box::new),
        };
        Self::enter(Phase::Opened(confirmation), effects)
    }

    /// Returns to editing after a failed submission. The error becomes problems at the fields that
    /// it concerns, or a failure if it concerns none.
    pub(super) fn fail(
        error: SendError,
        intent: TicketIntent,
        deferred: DeferredFiles,
        draft: &Draft,
    ) -> Self {
        let event = match error {
            SendError::Refused(_) => HostEvent::Refused,
            _ => HostEvent::Failed,
        };
        let problems = problems_of(&error, draft);
        // A cancellation is announced. It is not a failure, and the focus moves to no error.
        let is_cancelled = error == SendError::Cancelled;
        let has_failure = problems.is_empty() && !is_cancelled;
        let focus = if has_failure || !problems.is_empty() {
            Effect::FocusProblems
        } else {
            Effect::FocusSubmit
        };
        let countdown = intent.retry.delay_after(&error);
        let mut effects = vec![focus, Effect::Emit(event)];
        effects.extend(countdown.map(Announcement::Retrying).map(Effect::Announce));
        let failure = has_failure.then_some(Failure { error, countdown });
        let editing = Editing {
            problems,
            rejection: Some(Rejection {
                failure,
                is_cancelled,
                previous: 0,
            }),
            intent,
        };
        Self::edit(editing, deferred, effects)
    }

    /// Adds an effect before the others.
    pub(super) fn preceded_by(mut self, effect: Effect) -> Self {
        self.effects.insert(0, effect);
        self
    }

    fn enter(phase: Phase, effects: Vec<Effect>) -> Self {
        Self {
            next: Some(phase),
            effects,
            ..Self::default()
        }
    }
}
