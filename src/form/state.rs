//! State of the form, and the application of events to it.

use super::rules_revision::RulesRevision;
use super::transition::{Context, Transition};
use super::{Draft, Editing, Effect, Event, HostEvent, Phase, Prefill};
use crate::rules::Rules;

/// State of one form: everything that the views read.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    pub(super) phase: Phase,
    /// `None` only while the rules are loading or could not be loaded.
    pub(super) rules: Option<Rules>,
    /// `true` if the token or the endpoint changed since the rules were requested.
    pub(super) are_rules_stale: bool,
    pub(super) revision: RulesRevision,
    pub(super) draft: Draft,
    pub(super) prefill: Prefill,
    is_offline: bool,
}

impl Form {
    /// Returns a form without rules, and the effect that loads them.
    #[must_use]
    pub fn new(prefill: Prefill) -> (Self, Vec<Effect>) {
        let form = Self {
            phase: Phase::Loading,
            rules: None,
            are_rules_stale: false,
            revision: RulesRevision::default(),
            draft: Draft::default(),
            prefill,
            is_offline: false,
        };
        (form, vec![Effect::LoadRules])
    }

    /// Applies an event and returns the effects to run, in order. An event that the current phase
    /// does not expect, such as a response that arrives late, is ignored.
    pub fn apply(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::WentOffline => self.is_offline = true,
            Event::WentOnline => self.is_offline = false,
            _ => {}
        }
        let event = match event {
            Event::RulesStale => return self.invalidate_rules(),
            Event::PrefillChanged(prefill) => {
                return self.change_prefill(*prefill).into_iter().collect();
            }
            Event::RulesLoaded(rules) if self.rules.is_some() => return self.replace_rules(*rules),
            event => event,
        };
        let Some(rules) = &self.rules else {
            return self.apply_before_rules(event);
        };
        let context = &mut Context {
            draft: &mut self.draft,
            rules,
            prefill: &self.prefill,
            is_offline: self.is_offline,
        };
        let transition = match &mut self.phase {
            Phase::Loading | Phase::Unavailable(_) => Transition::default(),
            Phase::Editing(editing) => editing.handle(event, context),
            Phase::Sending(sending) => sending.handle(event, context),
            Phase::LookingUp(lookup) => lookup.handle(event, context),
            Phase::Opened(confirmation) => confirmation.handle(event, context),
        };
        let mut effects = transition.effects;
        let has_ended = transition.next.is_some();
        if let Some(next) = transition.next {
            self.phase = next;
        }
        effects.extend(match &mut self.phase {
            Phase::Editing(editing) => editing.apply_deferred(transition.deferred, context),
            // Removed files can be restored only while the draft is edited.
            _ => context.draft.release_removed_files(),
        });
        if has_ended {
            self.clear_prefilled_text();
            effects.extend(self.reload_stale_rules());
        }
        effects
    }

    fn apply_before_rules(&mut self, event: Event) -> Vec<Effect> {
        match (&self.phase, event) {
            (Phase::Loading, Event::RulesLoaded(rules)) => {
                self.draft = Draft::prefilled(&self.prefill, &rules);
                self.rules = Some(*rules);
                self.are_rules_stale = false;
                self.phase = Phase::Editing(Editing::default());
                vec![Effect::Emit(HostEvent::Ready)]
            }
            (Phase::Loading, Event::RulesFailed(error)) => {
                self.phase = Phase::Unavailable(error);
                Vec::new()
            }
            (Phase::Unavailable(_), Event::Reloaded) => {
                self.phase = Phase::Loading;
                vec![Effect::LoadRules]
            }
            _ => Vec::new(),
        }
    }

    /// Current phase, with its data.
    #[must_use]
    pub const fn phase(&self) -> &Phase {
        &self.phase
    }

    /// Rules of this installation, once they are loaded.
    #[must_use]
    pub const fn rules(&self) -> Option<&Rules> {
        self.rules.as_ref()
    }

    /// Mutable rules, for the code that compiles their patterns after they were loaded.
    pub const fn rules_mut(&mut self) -> Option<&mut Rules> {
        self.rules.as_mut()
    }

    /// Number of times that the rules were replaced.
    #[must_use]
    pub const fn rules_revision(&self) -> RulesRevision {
        self.revision
    }

    /// Prefilled values of the current draft.
    #[must_use]
    pub const fn prefill(&self) -> &Prefill {
        &self.prefill
    }

    /// Current draft.
    #[must_use]
    pub const fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Returns `true` if the browser reports that it has no network.
    #[must_use]
    pub const fn is_offline(&self) -> bool {
        self.is_offline
    }
}
