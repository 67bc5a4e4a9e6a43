//! The shared state of all request handlers.

use crate::access::{AllowedOrigins, TicketRateLimits, TrustedProxies};
use crate::auth::SigningKey;
use crate::body::BodyTimeouts;
use crate::cache::{ClientServicesCache, EncodedRules, RulesCache};
use crate::health::Readiness;
use crate::incident::IncidentMonitor;
use crate::large_request_concurrency::ConcurrencyLimits;
use crate::metrics::Metrics;
use crate::sent_forms::SentForms;
use crate::state::StateStore;
use crate::suggestions::KnowledgeBase;
use crate::whmcs::{Timeouts, WhmcsClient};
use std::sync::Arc;
use tokio_util::task::TaskTracker;

/// Shared state of all request handlers.
#[derive(Debug)]
pub struct AppState {
    /// Rules of this installation.
    pub rules: RulesCache,
    /// JSON of the rules for guests.
    pub encoded_rules: EncodedRules,
    /// Services and domains of clients.
    pub client_services: ClientServicesCache,
    /// Client for api.php.
    pub whmcs: WhmcsClient,
    /// Timeouts of requests to api.php.
    pub whmcs_timeouts: Timeouts,
    /// Store for idempotency keys and rate limits.
    pub store: Arc<dyn StateStore>,
    /// Key that signs the tokens. Without one, no client can be signed in.
    pub signing_key: Option<SigningKey>,
    /// Other origins whose pages may use the API.
    pub allowed_origins: AllowedOrigins,
    /// Proxies whose `X-Forwarded-For` or `Forwarded` header is trusted.
    pub trusted_proxies: TrustedProxies,
    /// Rate limits for opening tickets.
    pub rate_limits: TicketRateLimits,
    /// Maximum size of a request body, in bytes.
    pub max_body_bytes: usize,
    /// Timeouts of request bodies.
    pub body_timeouts: BodyTimeouts,
    /// Metrics for Prometheus.
    pub metrics: Metrics,
    /// Submissions in progress. A browser that disconnects does not cancel them.
    pub submissions: TaskTracker,
    /// State of the readiness check.
    pub readiness: Readiness,
    /// Articles that the form suggests.
    pub knowledge_base: Arc<KnowledgeBase>,
    /// The known incident.
    pub incident: Arc<IncidentMonitor>,
    /// Content of forms without scripts, for their confirmations.
    pub sent_forms: Arc<SentForms>,
    /// Limits for memory-intensive work.
    pub concurrency: ConcurrencyLimits,
}
