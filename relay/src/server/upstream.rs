//! api.php, WHMCS's or the sandbox's, and the shared state of the handlers.

use super::listeners::{InternalListener, listen};
use super::server_options::{Backend, ServerOptions};
use super::start_error::StartError;
use crate::app_state::AppState;
use crate::auth::SigningKey;
use crate::cache::{ClientServicesCache, RulesCache};
use crate::incident::IncidentMonitor;
use crate::large_request_concurrency::ConcurrencyLimits;
use crate::metrics::Metrics;
use crate::readiness::Readiness;
use crate::state::StateStore;
use crate::suggestions::KnowledgeBase;
use crate::whmcs::{Credentials, WhmcsClient};
use jiff::tz::TimeZone;
use open_ticket_sandbox::{API_PATH, Sandbox, SandboxOptions};
use reqwest::Url;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio_util::task::TaskTracker;

/// api.php, and the settings that depend on it.
#[derive(Clone)]
pub struct Upstream {
    /// The sandbox, if there is one.
    pub sandbox: Option<Sandbox>,
    url: Url,
    credentials: Credentials,
    signing_key: Option<SigningKey>,
}

impl fmt::Debug for Upstream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Upstream")
    }
}

/// Returns the settings of WHMCS, or starts the sandbox and returns its settings. The sandbox listens
/// on the same IP address as the relay.
///
/// # Errors
/// [`StartError::Listen`], [`StartError::Sandbox`] or [`StartError::SandboxAddress`].
pub async fn prepare_upstream(
    options: &ServerOptions,
    address: SocketAddr,
    internal: &mut Vec<InternalListener>,
) -> Result<Upstream, StartError> {
    let config = &options.config;
    let signing_key = options.signing_key.clone();
    match options.backend.clone() {
        Backend::Whmcs { url, credentials } => {
            if config.whmcs_time_zone.is_none() {
                tracing::warn!(
                    "whmcs.timezone is not set: a ticket whose response was lost is found less reliably"
                );
            }
            Ok(Upstream {
                sandbox: None,
                url,
                credentials,
                signing_key,
            })
        }
        Backend::Sandbox {
            database,
            credentials,
        } => {
            let sandbox = Sandbox::open(SandboxOptions {
                database,
                departments: Some(config.departments.all()),
                ticket_mask: config.sandbox_ticket_mask.clone(),
                max_body_bytes: config.max_body_bytes,
                markdown: config.rules.markdown,
            })?;
            let listener = listen(SocketAddr::new(address.ip(), 0)).await?;
            let url = api_url(listener.local_addr()?)?;
            internal.push(InternalListener::new(listener, sandbox.api_routes()));
            Ok(Upstream {
                sandbox: Some(sandbox),
                url,
                credentials,
                signing_key: signing_key.or_else(SigningKey::random),
            })
        }
    }
}

fn api_url(address: SocketAddr) -> std::io::Result<Url> {
    Url::parse(&format!("http://{address}{API_PATH}")).map_err(std::io::Error::other)
}

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
        concurrency: ConcurrencyLimits::new(config.max_concurrent_large),
    })
}
