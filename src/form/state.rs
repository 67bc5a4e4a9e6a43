//! State of the form, and the application of events to it.

use super::rules_revision::RulesRevision;
use super::set_aside::SetAside;
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
    pub(super) set_aside: Option<SetAside>,
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
            set_aside: None,
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
        let work_aside = self.handle_set_aside(&event);
        let Some((phase, context)) = &mut self.context() else {
            return self.apply_before_rules(event);
        };
        let transition = match phase {
            Phase::Loading | Phase::Unavailable(_) => Transition::default(),
            Phase::Editing(editing) => editing.handle(event, context),
            Phase::Sending(sending) => sending.handle(event, context),
            Phase::LookingUp(lookup) => lookup.handle(event, context),
            Phase::Opened(confirmation) => confirmation.handle(event, context),
        };
        let mut effects = self.finish(transition);
        effects.extend(work_aside);
        self.adapt_effects(effects)
    }

    /// Returns the phase and the data that its handlers use, once the rules are loaded.
    pub(super) fn context(&mut self) -> Option<(&mut Phase, Context<'_>)> {
        let context = Context {
            draft: &mut self.draft,
            set_aside: &mut self.set_aside,
            rules: self.rules.as_ref()?,
            prefill: &self.prefill,
            is_offline: self.is_offline,
        };
        Some((&mut self.phase, context))
    }

    /// Enters the next phase of a transition, and returns its effects.
    pub(super) fn finish(&mut self, transition: Transition) -> Vec<Effect> {
        let mut effects = transition.effects;
        let has_ended = transition.next.is_some();
        if let Some(next) = transition.next {
            self.phase = next;
        }
        if let Some((phase, context)) = &mut self.context() {
            effects.extend(match phase {
                Phase::Editing(editing) => editing.apply_deferred(transition.deferred, context),
                // Removed files can be restored only while the draft can be edited.
                _ => context.draft.release_removed_files(),
            });
        }
        if has_ended {
            self.clear_prefilled_text();
            effects.extend(self.reload_stale_rules());
        }
        effects
    }

    /// Applies the results of work on files to the draft that was set aside.
    fn handle_set_aside(&mut self, event: &Event) -> Option<Effect> {
        let rules = self.rules.as_ref()?;
        let aside = self.set_aside.as_mut()?;
        (aside.handlers.handle)(aside, event, &rules.limits)
    }

    /// Adapts the effects to the draft that was set aside.
    pub(super) fn adapt_effects(&mut self, effects: Vec<Effect>) -> Vec<Effect> {
        match &mut self.set_aside {
            Some(aside) => (aside.handlers.adapt_effects)(aside, &self.draft, effects),
            None => effects,
        }
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

    /// Draft that was set aside by the user, or because another one replaced it. It can be restored
    /// until [`Replacement::Expired`](super::Replacement::Expired).
    #[must_use]
    pub fn draft_set_aside(&self) -> Option<&Draft> {
        self.set_aside.as_ref().map(|aside| &aside.draft)
    }

    /// Returns `true` if the browser reports that it has no network.
    #[must_use]
    pub const fn is_offline(&self) -> bool {
        self.is_offline
    }
}
