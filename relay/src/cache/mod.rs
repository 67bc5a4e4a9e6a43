//! Caches of data from WHMCS.

mod client_services_cache;
mod encoded_rules;
mod rules_cache;
mod single_flight;

pub use client_services_cache::ClientServicesCache;
pub use encoded_rules::EncodedRules;
pub use rules_cache::RulesCache;
