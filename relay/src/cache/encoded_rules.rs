//! The JSON of the rules for guests, which is encoded again only after the rules have changed.

use open_ticket::rules::Rules;
use open_ticket::wire;
use std::sync::{Arc, PoisonError, RwLock};

/// Cache of the last rules for guests and their JSON.
#[derive(Debug, Default)]
pub struct EncodedRules(RwLock<Option<Arc<(Rules, String)>>>);

impl EncodedRules {
    /// Returns the JSON of rules.
    pub fn encode(&self, rules: Rules) -> String {
        if let Some(last) = self.last().filter(|last| last.0 == rules) {
            return last.1.clone();
        }
        let json = wire::rules_json::encode(&rules);
        let encoded = Arc::new((rules, json.clone()));
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(encoded);
        json
    }

    fn last(&self) -> Option<Arc<(Rules, String)>> {
        let last = self.0.read();
        last.unwrap_or_else(PoisonError::into_inner).clone()
    }
}
