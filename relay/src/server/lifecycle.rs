//! Startup and shutdown: databases, listeners and shared state.

use super::accept_loop::serve_connections;
use super::build_app_state::build_app_state;
use super::connection_limits::ConnectionLimits;
use super::listeners::{InternalListener, adopt, listen};
use super::reload::{Reloader, metrics_routes};
use super::server_options::{Backend, ServerOptions};
use super::start_error::StartError;
use super::startup_checks;
use super::upstream::prepare_upstream;
use crate::access::TrustedProxies;
use crate::app_state::AppState;
use crate::config::ServerLimits;
use crate::metrics::Metrics;
use crate::router::router;
use crate::state::{StateError, StateStore, delete_expired_regularly, open_store};
use axum::Router;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};
use tokio::time::{Instant, sleep};
use tokio_util::task::TaskTracker;

/// Time that an earlier relay may need to end after its shutdown timeouts.
const RELEASE_MARGIN: Duration = Duration::from_secs(5);

/// Pause between two attempts to open a state file that an earlier relay uses. Each attempt itself
/// waits for up to one second.
const RELEASE_POLL_INTERVAL: Duration = Duration::from_millis(50);

/// Maximum number of connections of an internal listener.
const MAX_INTERNAL_CONNECTIONS: usize = 10_000;

/// Relay with open listeners, before it serves requests.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    routes: watch::Receiver<Router>,
    reloader: Option<Reloader>,
    limits: ServerLimits,
    proxies: watch::Receiver<TrustedProxies>,
    submissions: TaskTracker,
    state: Arc<AppState>,
    internal: Vec<InternalListener>,
}

impl Server {
    /// Opens the databases and the listeners.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn bind(options: ServerOptions) -> Result<Self, StartError> {
        let listener = listen(options.listen).await?;
        let store = open_store(&options.state).await?;
        Self::with_listener(options, listener, store).await
    }

    /// Opens the databases, and uses a listener that another process has opened. Clients wait in the
    /// listener's queue, so this function waits until an earlier relay has completed its requests
    /// and released the state file.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn bind_passed(
        options: ServerOptions,
        listener: std::net::TcpListener,
    ) -> Result<Self, StartError> {
        let listener = adopt(listener)?;
        let store = open_released_store(&options).await?;
        Self::with_listener(options, listener, store).await
    }

    async fn with_listener(
        options: ServerOptions,
        listener: TcpListener,
        store: Arc<dyn StateStore>,
    ) -> Result<Self, StartError> {
        let address = listener.local_addr().map_err(StartError::PassedListener)?;
        if matches!(options.backend, Backend::Sandbox { .. }) && !address.ip().is_loopback() {
            return Err(StartError::SandboxNotOnLoopback(address));
        }
        let mut limits = options.config.server_limits;
        limits.max_connections =
            startup_checks::connections_within_open_files(limits.max_connections);
        startup_checks::check_temporary_folder();
        startup_checks::check_state(&*store).await;
        let mut internal = Vec::new();
        let upstream = prepare_upstream(&options, address, &mut internal).await?;
        let sandbox = upstream.sandbox.clone();
        let state = build_app_state(&options, upstream.clone(), store, Metrics::default())?;
        let state = Arc::new(state);
        let mut metrics_sender = None;
        if let Some(address) = options.metrics_listen {
            let (sender, routes) = watch::channel(metrics_routes(Arc::clone(&state)));
            metrics_sender = Some(sender);
            internal.push(InternalListener {
                listener: listen(address).await?,
                routes,
            });
        }
        let (proxies, current_proxies) = watch::channel(options.config.trusted_proxies.clone());
        let router = router(Arc::clone(&state), sandbox.as_ref(), &options.dist);
        let (routes, current_routes) = watch::channel(router);
        Ok(Self {
            listener,
            limits,
            proxies: current_proxies,
            submissions: state.submissions.clone(),
            state: Arc::clone(&state),
            routes: current_routes,
            reloader: Some(Reloader {
                options,
                upstream,
                state,
                routes,
                metrics_routes: metrics_sender,
                proxies,
            }),
            internal,
        })
    }

    /// Returns the reloader of this server's configuration, once.
    pub fn take_reloader(&mut self) -> Option<Reloader> {
        self.reloader.take()
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
            max_connections_per_address,
            shutdown_timeout,
        } = self.limits;
        let internal: Vec<_> = self
            .internal
            .into_iter()
            .map(|internal| {
                let (stop, stop_signal) = oneshot::channel::<()>();
                let task = serve_connections(
                    internal.listener,
                    internal.routes,
                    ConnectionLimits {
                        total: MAX_INTERNAL_CONNECTIONS,
                        per_address: MAX_INTERNAL_CONNECTIONS,
                        proxies: watch::channel(TrustedProxies::default()).1,
                    },
                    shutdown_timeout,
                    async move { drop(stop_signal.await) },
                );
                (tokio::spawn(task), stop)
            })
            .collect();
        let state = self.state;
        let purge = tokio::spawn(delete_expired_regularly(Arc::clone(&state.store)));
        let preload = tokio::spawn(preload_rules(Arc::clone(&state)));
        let knowledge_base = Arc::clone(&state.knowledge_base);
        let articles = tokio::spawn(async move { knowledge_base.keep_current().await });
        let incident = Arc::clone(&state.incident);
        let incidents = tokio::spawn(async move { incident.poll().await });
        let shutdown = async move {
            shutdown.await;
            state.readiness.start_draining();
        };
        serve_connections(
            self.listener,
            self.routes,
            ConnectionLimits {
                total: max_connections,
                per_address: max_connections_per_address,
                proxies: self.proxies,
            },
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
        purge.abort();
        preload.abort();
        articles.abort();
        incidents.abort();
        for (task, stop) in internal {
            drop(stop);
            task.await?;
        }
        Ok(())
    }
}

/// Loads the departments from WHMCS before the first visitor needs them, so that the log shows a
/// failure at startup.
async fn preload_rules(state: Arc<AppState>) {
    state.rules.get(&state.whmcs, state.store.as_ref()).await;
}

/// Opens the state store, and waits for an earlier relay to shut down. That may take two shutdown
/// timeouts: for requests, and for submissions whose browsers have disconnected.
async fn open_released_store(options: &ServerOptions) -> Result<Arc<dyn StateStore>, StartError> {
    let timeout = options.config.server_limits.shutdown_timeout * 2 + RELEASE_MARGIN;
    let deadline = Instant::now() + timeout;
    let mut is_logged = false;
    loop {
        match open_store(&options.state).await {
            Err(StateError::InUse { .. }) if Instant::now() < deadline => {
                if !std::mem::replace(&mut is_logged, true) {
                    tracing::info!("waiting for another relay to release the state file");
                }
                sleep(RELEASE_POLL_INTERVAL).await;
            }
            opened => return Ok(opened?),
        }
    }
}
