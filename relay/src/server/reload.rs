//! Reloading the configuration while the relay runs.

use super::build_app_state::build_app_state;
use super::server_options::ServerOptions;
use super::start_error::StartError;
use super::upstream::Upstream;
use crate::access::TrustedProxies;
use crate::app_state::AppState;
use crate::config::Config;
use crate::health;
use crate::router::router;
use axum::Router;
use std::sync::Arc;
use tokio::sync::watch;

/// Replaces the configuration of a running relay.
///
/// Requests in progress are completed with the old configuration. The section `[server]`,
/// `sandbox.ticket_mask`, `request_body.max_concurrent_large` and the sandbox's own copies of the
/// departments, `max_body_bytes` and the Markdown settings change at the next start only.
#[derive(Debug)]
pub struct Reloader {
    pub(super) options: ServerOptions,
    pub(super) upstream: Upstream,
    pub(super) state: Arc<AppState>,
    pub(super) routes: watch::Sender<Router>,
    /// Routes of the metrics listener, if there is one.
    pub(super) metrics_routes: Option<watch::Sender<Router>>,
    pub(super) proxies: watch::Sender<TrustedProxies>,
}

impl Reloader {
    /// Replaces the configuration. After an error, the old one stays.
    ///
    /// # Errors
    /// [`StartError::Tls`].
    pub fn reload(&self, config: Config) -> Result<(), StartError> {
        let options = ServerOptions {
            config,
            ..self.options.clone()
        };
        let (suggestions, status_url) = (
            options.config.suggestions.clone(),
            options.config.status_url.clone(),
        );
        let (store, metrics) = (Arc::clone(&self.state.store), self.state.metrics.clone());
        let mut state = build_app_state(&options, self.upstream.clone(), store, metrics)?;
        state.submissions = self.state.submissions.clone();
        state.concurrency = self.state.concurrency.clone();
        state.readiness = self.state.readiness.after_reload();
        state.knowledge_base = Arc::clone(&self.state.knowledge_base);
        state.knowledge_base.configure(suggestions);
        state.incident = Arc::clone(&self.state.incident);
        state.incident.configure(status_url);
        let state = Arc::new(state);
        let sandbox = self.upstream.sandbox.as_ref();
        let routes = router(Arc::clone(&state), sandbox, &options.dist);
        drop(self.routes.send_replace(routes));
        let proxies = options.config.trusted_proxies;
        drop(self.proxies.send_replace(proxies));
        if let Some(routes) = &self.metrics_routes {
            drop(routes.send_replace(metrics_routes(state)));
        }
        Ok(())
    }
}

/// Returns the routes of the metrics listener: metrics, health check and readiness check.
pub(super) fn metrics_routes(state: Arc<AppState>) -> Router {
    let metrics = state.metrics.clone().routes();
    metrics.merge(health::routes(state))
}
