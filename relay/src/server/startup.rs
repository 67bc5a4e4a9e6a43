//! Startup and shutdown: databases, listeners and shared state.

use super::accept_loop::serve_connections;
use super::server_options::{Backend, ServerOptions};
use crate::app_state::AppState;
use crate::auth::SigningKey;
use crate::cache::{ClientServicesCache, RulesCache};
use crate::config::ServerLimits;
use crate::large_request_concurrency::ConcurrencyLimits;
use crate::metrics::Metrics;
use crate::routes::router;
use crate::state::{StateError, StateStore, open_store};
use crate::whmcs::{Credentials, WhmcsClient};
use axum::Router;
use jiff::tz::TimeZone;
use open_ticket_sandbox::{API_PATH, Sandbox, SandboxOptions};
use reqwest::Url;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio_util::task::TaskTracker;

/// Maximum number of connections of an internal listener.
const MAX_INTERNAL_CONNECTIONS: usize = 10_000;

/// Relay with open listeners, before it serves requests.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    router: Router,
    limits: ServerLimits,
    submissions: TaskTracker,
    internal: Vec<InternalListener>,
}

/// Listener for the sandbox's api.php or for the metrics. Internal listeners are closed after the
/// public one, so that submissions in progress are completed during shutdown.
#[derive(Debug)]
struct InternalListener {
    listener: TcpListener,
    router: Router,
}

/// Reason why the relay cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address cannot be listened on, for example because it is in use.
    #[error("cannot listen on {address}: {reason}")]
    Listen {
        /// Address.
        address: SocketAddr,
        /// Error of the operating system.
        reason: std::io::Error,
    },
    /// The sandbox cannot be opened.
    #[error("{0}")]
    Sandbox(#[from] open_ticket_sandbox::OpenError),
    /// The state store cannot be opened.
    #[error("{0}")]
    State(#[from] StateError),
    /// TLS cannot be set up.
    #[error("cannot set up TLS: {0}")]
    Tls(#[from] reqwest::Error),
    /// The address of the sandbox's listener is unknown.
    #[error("the sandbox has no address: {0}")]
    SandboxAddress(#[from] std::io::Error),
}

/// api.php, and the settings that depend on it.
struct Upstream {
    sandbox: Option<Sandbox>,
    url: Url,
    credentials: Credentials,
    signing_key: Option<SigningKey>,
    time_zone: TimeZone,
}

impl Server {
    /// Opens the databases and the listeners.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn bind(options: ServerOptions) -> Result<Self, StartError> {
        let listener = listen(options.listen).await?;
        let mut internal = Vec::new();
        let upstream = prepare_upstream(&options, &mut internal).await?;
        let store = open_store(&options.state).await?;
        let metrics = Metrics::default();
        if let Some(address) = options.metrics_listen {
            internal.push(InternalListener {
                listener: listen(address).await?,
                router: metrics.clone().routes(),
            });
        }
        let sandbox = upstream.sandbox.clone();
        let state = Arc::new(build_app_state(&options, upstream, store, metrics)?);
        Ok(Self {
            listener,
            limits: options.config.server_limits,
            submissions: state.submissions.clone(),
            router: router(state, sandbox.as_ref(), &options.dist),
            internal,
        })
    }

    /// Returns the address of the public listener.
    ///
    /// # Errors
    /// If the operating system does not return it.
    pub fn address(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Serves requests until `shutdown` resolves. Then finishes the requests in progress, the
    /// submissions whose browsers have disconnected, and the internal listeners, in this order.
    ///
    /// # Errors
    /// If an internal listener panicked.
    pub async fn run(
        self,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> std::io::Result<()> {
        let ServerLimits {
            max_connections,
            shutdown_timeout,
        } = self.limits;
        let internal: Vec<_> = self
            .internal
            .into_iter()
            .map(|internal| {
                let (stop, stop_signal) = oneshot::channel::<()>();
                let task = serve_connections(
                    internal.listener,
                    internal.router,
                    MAX_INTERNAL_CONNECTIONS,
                    shutdown_timeout,
                    async move { drop(stop_signal.await) },
                );
                (tokio::spawn(task), stop)
            })
            .collect();
        serve_connections(
            self.listener,
            self.router,
            max_connections,
            shutdown_timeout,
            shutdown,
        )
        .await;
        self.submissions.close();
        if tokio::time::timeout(shutdown_timeout, self.submissions.wait())
            .await
            .is_err()
        {
            tracing::warn!("some submissions were still in progress at the shutdown timeout");
        }
        for (task, stop) in internal {
            drop(stop);
            task.await?;
        }
        Ok(())
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address)
        .await
        .map_err(|reason| StartError::Listen { address, reason })
}

/// Returns the settings of WHMCS, or starts the sandbox and returns its settings.
async fn prepare_upstream(
    options: &ServerOptions,
    internal: &mut Vec<InternalListener>,
) -> Result<Upstream, StartError> {
    let config = &options.config;
    let signing_key = options.signing_key.clone();
    match options.backend.clone() {
        Backend::Whmcs { url, credentials } => {
            if config.whmcs_time_zone.is_none() {
                tracing::warn!(
                    "whmcs.timezone is not set: a lost ticket is recognized less reliably"
                );
            }
            Ok(Upstream {
                sandbox: None,
                url,
                credentials,
                signing_key,
                time_zone: config
                    .whmcs_time_zone
                    .clone()
                    .unwrap_or(TimeZone::unknown()),
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
            })?;
            let listener = listen(SocketAddr::new(options.listen.ip(), 0)).await?;
            let url = api_url(listener.local_addr()?)?;
            internal.push(InternalListener {
                listener,
                router: sandbox.api_routes(),
            });
            Ok(Upstream {
                sandbox: Some(sandbox),
                url,
                credentials,
                signing_key: signing_key.or_else(SigningKey::random),
                time_zone: TimeZone::UTC,
            })
        }
    }
}

fn api_url(address: SocketAddr) -> std::io::Result<Url> {
    Url::parse(&format!("http://{address}{API_PATH}")).map_err(std::io::Error::other)
}

fn build_app_state(
    options: &ServerOptions,
    upstream: Upstream,
    store: Arc<dyn StateStore>,
    metrics: Metrics,
) -> Result<AppState, StartError> {
    let config = options.config.clone();
    let whmcs = WhmcsClient::new(
        upstream.url,
        upstream.credentials,
        config.whmcs_timeouts,
        config.max_body_bytes,
        upstream.time_zone,
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
        concurrency: ConcurrencyLimits::new(config.max_concurrent_large),
    })
}
