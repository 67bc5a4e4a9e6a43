//! Caches of data from WHMCS.

mod client_services_cache;
mod rules_cache;
mod single_flight;

pub use client_services_cache::ClientServicesCache;
pub use rules_cache::RulesCache;
