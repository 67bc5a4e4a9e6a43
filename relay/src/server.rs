//! Starting, listening, and ending in good order.

use crate::app;
use crate::sandbox::{API_PATH, Sandbox, Store, StoreError};
use crate::settings::{Backend, Credentials, Settings};
use crate::tickets::Desk;
use crate::whmcs::Whmcs;
use axum::Router;
use reqwest::Url;
use std::future::Future;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// A relay that listens and does not answer yet.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    app: Router,
    inner: Option<Inner>,
}

/// The sandbox's own door. The relay opens tickets through it, so that the tickets it has taken
/// when it is told to end still get through: by then its other door is shut.
#[derive(Debug)]
struct Inner {
    listener: TcpListener,
    api: Router,
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
    /// TLS cannot be set up.
    #[error("cannot set up TLS: {0}")]
    Tls(#[from] reqwest::Error),
    /// The sandbox's own address is none.
    #[error("the sandbox has no address: {0}")]
    Address(#[from] std::io::Error),
}

impl Server {
    /// Opens the database and the doors.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn bind(settings: Settings) -> Result<Self, StartError> {
        let listener = listen(settings.listen).await?;
        let (sandbox, inner, url, credentials) = match settings.backend.clone() {
            Backend::Whmcs { url, credentials } => (None, None, url, credentials),
            Backend::Sandbox {
                database,
                credentials,
            } => {
                let store = Store::open(&database, &settings.config.rules.departments)?;
                let config = &settings.config;
                let sandbox = Sandbox::new(store, config.mask.clone(), config.max_body);
                let door = listen(SocketAddr::new(settings.listen.ip(), 0)).await?;
                let url = api_url(door.local_addr()?)?;
                let inner = Inner {
                    listener: door,
                    api: sandbox.clone().api(),
                };
                (Some(sandbox), Some(inner), url, credentials)
            }
        };
        let desk = desk(&settings, url, credentials)?;
        Ok(Self {
            listener,
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

    /// Answers until `end` comes, then finishes what it has begun.
    ///
    /// # Errors
    /// If the system fails to listen.
    pub async fn run(self, end: impl Future<Output = ()> + Send + 'static) -> std::io::Result<()> {
        let (shut, is_shut) = oneshot::channel::<()>();
        let inner = self.inner.map(|inner| {
            let end = async move { drop(is_shut.await) };
            tokio::spawn(
                axum::serve(inner.listener, inner.api)
                    .with_graceful_shutdown(end)
                    .into_future(),
            )
        });
        axum::serve(self.listener, self.app)
            .with_graceful_shutdown(end)
            .await?;
        drop(shut);
        if let Some(inner) = inner {
            inner.await??;
        }
        Ok(())
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address)
        .await
        .map_err(|reason| StartError::Listen { address, reason })
}

fn api_url(door: SocketAddr) -> std::io::Result<Url> {
    Url::parse(&format!("http://{door}{API_PATH}")).map_err(std::io::Error::other)
}

fn desk(settings: &Settings, url: Url, credentials: Credentials) -> Result<Desk, StartError> {
    let config = &settings.config;
    let whmcs = Whmcs::new(url, credentials, config.patience, config.max_body)?;
    Ok(Desk::new(config.rules.clone(), whmcs, config.max_body))
}
