//! Listeners: the public one, which systemd may have opened, and internal ones.

use super::start_error::StartError;
use axum::Router;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// Listener for the sandbox's api.php or for the metrics. Internal listeners are closed after the
/// public one, so that submissions in progress are completed during shutdown.
#[derive(Debug)]
pub struct InternalListener {
    /// Listener.
    pub listener: TcpListener,
    /// Routes that it serves. A reload may replace them.
    pub routes: watch::Receiver<Router>,
}

impl InternalListener {
    /// Creates a listener whose routes are never replaced.
    pub fn new(listener: TcpListener, router: Router) -> Self {
        let (_, routes) = watch::channel(router);
        Self { listener, routes }
    }
}

/// Listens on an address.
///
/// # Errors
/// [`StartError::Listen`].
pub async fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address)
        .await
        .map_err(|reason| StartError::Listen { address, reason })
}

/// Uses a listener that another process has opened.
///
/// # Errors
/// [`StartError::PassedListener`].
pub fn adopt(listener: std::net::TcpListener) -> Result<TcpListener, StartError> {
    let adopted = listener
        .set_nonblocking(true)
        .and_then(|()| TcpListener::from_std(listener));
    adopted.map_err(StartError::PassedListener)
}
