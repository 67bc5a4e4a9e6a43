//! Options of the form, and hooks into its host page.

use super::platform::PrefetchedRules;
use crate::form::{HostEvent, Prefill};
use crate::rules::DraftScope;
use std::rc::Rc;

/// Options of a form.
#[derive(Clone)]
pub struct TicketFormOptions {
    /// URL of the relay endpoint.
    pub endpoint: String,
    /// Initial values of the fields.
    pub prefill: Prefill,
    /// Hooks into the host page.
    pub hooks: HostHooks,
    /// Response to a rules request that was started before the form was mounted. Default: `None`.
    /// If the response is not readable, the form requests the rules itself.
    pub prefetched_rules: Option<PrefetchedRules>,
    /// Parts of a draft that the form stores in the browser. Default: all that the operator's rules
    /// allow.
    pub drafts: DraftScope,
}

impl TicketFormOptions {
    /// Returns the default options for a relay endpoint: no initial values, no hooks.
    #[must_use]
    pub fn new(endpoint: impl Into<String>) -> Self {
        Self {
            endpoint: endpoint.into(),
            prefill: Prefill::default(),
            hooks: HostHooks::default(),
            prefetched_rules: None,
            drafts: DraftScope::default(),
        }
    }
}

/// Hooks into the host page.
#[derive(Clone)]
pub struct HostHooks {
    /// Receives each event of the form. Default: does nothing.
    pub on_event: Rc<dyn Fn(&HostEvent)>,
    /// Called before a ticket is submitted; `false` prevents the submission. Default: `true`.
    pub before_submit: Rc<dyn Fn() -> bool>,
    /// Returns the token of the signed-in user; called before each request. Default: `None`, a
    /// guest.
    pub token: Rc<dyn Fn() -> Option<String>>,
}

impl Default for HostHooks {
    fn default() -> Self {
        Self {
            on_event: Rc::new(|_| {}),
            before_submit: Rc::new(|| true),
            token: Rc::new(|| None),
        }
    }
}
