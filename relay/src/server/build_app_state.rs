//! Creation of the shared state of the handlers.

use super::server_options::{Backend, ServerOptions};
use super::start_error::StartError;
use super::upstream::Upstream;
use crate::app_state::AppState;
use crate::cache::{ClientServicesCache, EncodedRules, RulesCache};
use crate::health::Readiness;
use crate::incident::IncidentMonitor;
use crate::large_request_concurrency::ConcurrencyLimits;
use crate::metrics::Metrics;
use crate::state::StateStore;
use crate::suggestions::KnowledgeBase;
use crate::whmcs::WhmcsClient;
use jiff::tz::TimeZone;
use std::sync::Arc;
use tokio_util::task::TaskTracker;

/// Creates the shared state of the handlers.
///
/// # Errors
/// [`StartError::Tls`].
pub fn build_app_state(
    options: &ServerOptions,
    upstream: Upstream,
    store: Arc<dyn StateStore>,
    metrics: Metrics,
) -> Result<AppState, StartError> {
    let config = options.config.clone();
    let time_zone = match options.backend {
        Backend::Whmcs { .. } => config.whmcs_time_zone.unwrap_or(TimeZone::unknown()),
        Backend::Sandbox { .. } => TimeZone::UTC,
    };
    let whmcs = WhmcsClient::new(
        upstream.url,
        upstream.credentials,
        config.whmcs_timeouts,
        config.max_body_bytes,
        time_zone,
    )?;
    let mut rules = config.rules;
    rules.limits.request_bytes = whmcs.max_request_bytes() as u64;
    Ok(AppState {
        rules: RulesCache::new(rules, config.departments, config.departments_max_age),
        encoded_rules: EncodedRules::default(),
        client_services: ClientServicesCache::default(),
        whmcs,
        whmcs_timeouts: config.whmcs_timeouts,
        store,
        signing_key: upstream.signing_key,
        allowed_origins: config.allowed_origins,
        trusted_proxies: config.trusted_proxies,
        rate_limits: match options.backend {
            Backend::Whmcs { .. } => config.rate_limits,
            Backend::Sandbox { .. } => config.sandbox_rate_limits,
        },
        max_body_bytes: config.max_body_bytes,
        body_timeouts: config.body_timeouts,
        metrics,
        submissions: TaskTracker::new(),
        readiness: Readiness::default(),
        knowledge_base: Arc::new(KnowledgeBase::new(config.suggestions)),
        incident: Arc::new(IncidentMonitor::new(config.status_url)),
        sent_forms: Arc::default(),
        concurrency: ConcurrencyLimits::new(config.max_concurrent_large),
    })
}
