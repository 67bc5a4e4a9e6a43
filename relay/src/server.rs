//! Starting, listening, and ending in good order.

use crate::app;
use crate::config::Operation;
use crate::identity::SigningKey;
use crate::metrics::Metrics;
use crate::sandbox::{API_PATH, Sandbox, Store, StoreError};
use crate::serve::serve;
use crate::settings::{Backend, Credentials, Settings};
use crate::state::{State, StateError};
use crate::tickets::{Desk, Offer, Places};
use crate::whmcs::Whmcs;
use axum::Router;
use jiff::tz::TimeZone;
use reqwest::Url;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio_util::task::TaskTracker;

/// How many connections the relay's own doors take: those of tickets on their way, and Prometheus.
const INNER_CONNECTIONS: usize = 10_000;

/// A relay that listens and does not answer yet.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    app: Router,
    operation: Operation,
    under_way: TaskTracker,
    inner: Vec<Inner>,
}

/// A door of the relay's own: the sandbox's, through which it opens tickets, so that those it has
/// taken when it is told to end still get through (by then its outer door is shut); and that of its
/// numbers.
#[derive(Debug)]
struct Inner {
    listener: TcpListener,
    app: Router,
}

/// The relay cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address is taken, say.
    #[error("cannot listen on {address}: {reason}")]
    Listen {
        /// Which address.
        address: SocketAddr,
        /// Why.
        reason: std::io::Error,
    },
    /// The sandbox's database cannot be used.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// The relay's state cannot be used.
    #[error("{0}")]
    State(#[from] StateError),
    /// TLS cannot be set up.
    #[error("cannot set up TLS: {0}")]
    Tls(#[from] reqwest::Error),
    /// The sandbox's own address is none.
    #[error("the sandbox has no address: {0}")]
    Address(#[from] std::io::Error),
}

/// What is behind the relay, and how it is spoken to.
struct Behind {
    sandbox: Option<Sandbox>,
    url: Url,
    credentials: Credentials,
    signing_key: Option<SigningKey>,
    zone: TimeZone,
}

impl Server {
    /// Opens the databases and the doors.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn bind(settings: Settings) -> Result<Self, StartError> {
        let listener = listen(settings.listen).await?;
        let mut inner = Vec::new();
        let behind = behind(&settings, &mut inner).await?;
        let state = State::open(&settings.state).await?;
        let metrics = Metrics::default();
        if let Some(address) = settings.metrics {
            let listener = listen(address).await?;
            let app = metrics.clone().routes();
            inner.push(Inner { listener, app });
        }
        let sandbox = behind.sandbox.clone();
        let desk = Arc::new(desk(&settings, behind, state, metrics)?);
        Ok(Self {
            listener,
            operation: settings.config.operation,
            under_way: desk.under_way.clone(),
            app: app(desk, sandbox, &settings.dist),
            inner,
        })
    }

    /// Where it listens, with the port that it was given.
    ///
    /// # Errors
    /// If the system does not say.
    pub fn address(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Answers until `end` comes, then finishes what it has begun: requests first, then the tickets
    /// whose browsers went away meanwhile, and the inner doors last.
    ///
    /// # Errors
    /// If a door breaks down.
    pub async fn run(self, end: impl Future<Output = ()> + Send + 'static) -> std::io::Result<()> {
        let Operation {
            connections, drain, ..
        } = self.operation;
        let doors: Vec<_> = self
            .inner
            .into_iter()
            .map(|inner| {
                let (shut, is_shut) = oneshot::channel::<()>();
                let end = async move { drop(is_shut.await) };
                let door = serve(inner.listener, inner.app, INNER_CONNECTIONS, drain, end);
                (tokio::spawn(door), shut)
            })
            .collect();
        serve(self.listener, self.app, connections, drain, end).await;
        self.under_way.close();
        if tokio::time::timeout(drain, self.under_way.wait())
            .await
            .is_err()
        {
            tracing::warn!("some tickets were still on their way at the end");
        }
        for (door, shut) in doors {
            drop(shut);
            door.await?;
        }
        Ok(())
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address)
        .await
        .map_err(|reason| StartError::Listen { address, reason })
}

/// The api.php, the sandbox's or a real one.
async fn behind(settings: &Settings, inner: &mut Vec<Inner>) -> Result<Behind, StartError> {
    let config = &settings.config;
    let zone = config.zone.clone().unwrap_or(TimeZone::UTC);
    let signing_key = settings.signing_key.clone();
    match settings.backend.clone() {
        Backend::Whmcs { url, credentials } => {
            if config.zone.is_none() {
                tracing::warn!("whmcs.timezone is not set: WHMCS's dates are taken for UTC");
            }
            Ok(Behind {
                sandbox: None,
                url,
                credentials,
                signing_key,
                zone,
            })
        }
        Backend::Sandbox {
            database,
            credentials,
        } => {
            let store = Store::open(&database, &config.departments.known())?;
            let sandbox = Sandbox::new(store, config.mask.clone(), config.max_body);
            let listener = listen(SocketAddr::new(settings.listen.ip(), 0)).await?;
            let url = api_url(listener.local_addr()?)?;
            let app = sandbox.clone().api();
            inner.push(Inner { listener, app });
            Ok(Behind {
                sandbox: Some(sandbox),
                url,
                credentials,
                signing_key: signing_key.or_else(SigningKey::random),
                zone: TimeZone::UTC,
            })
        }
    }
}

fn api_url(door: SocketAddr) -> std::io::Result<Url> {
    Url::parse(&format!("http://{door}{API_PATH}")).map_err(std::io::Error::other)
}

fn desk(
    settings: &Settings,
    behind: Behind,
    state: State,
    metrics: Metrics,
) -> Result<Desk, StartError> {
    let config = settings.config.clone();
    let (url, credentials) = (behind.url, behind.credentials);
    let whmcs = Whmcs::new(
        url,
        credentials,
        config.patience,
        config.max_body,
        behind.zone,
    )?;
    let mut rules = config.rules;
    rules.limits.request_bytes = whmcs.room() as u64;
    Ok(Desk {
        offer: Offer::new(rules, config.departments, config.operation.refresh),
        whmcs,
        patience: config.patience,
        state,
        signing_key: behind.signing_key,
        origins: config.origins,
        proxies: config.proxies,
        rates: match settings.backend {
            Backend::Whmcs { .. } => config.rates,
            Backend::Sandbox { .. } => config.sandbox_rates,
        },
        max_body: config.max_body,
        pace: config.pace,
        metrics,
        under_way: TaskTracker::new(),
        places: Places::new(config.operation.large_at_once),
    })
}
