//! The accept loop: connection limit, header timeout and graceful shutdown.
//!
//! axum's own `serve` has no header timeout, no connection limit and no shutdown timeout; a server
//! on the internet needs all three.

use crate::access::PeerAddress;
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::ServiceExt;

/// Timeout for the request line and headers, from the first byte or from the end of the previous
/// request.
const HEADER_TIMEOUT: Duration = Duration::from_secs(30);

/// Pause after a failed accept, for example when the process has no free file descriptors.
const ACCEPT_RETRY_DELAY: Duration = Duration::from_millis(100);

/// Serves `router` on up to `max_connections` connections until `shutdown` resolves. Then finishes
/// the requests in progress, for up to `shutdown_timeout`.
pub async fn serve_connections(
    listener: TcpListener,
    router: Router,
    max_connections: usize,
    shutdown_timeout: Duration,
    shutdown: impl Future<Output = ()>,
) {
    let connections = Arc::new(Semaphore::new(max_connections));
    let graceful = GracefulShutdown::new();
    let mut shutdown = pin!(shutdown);
    loop {
        let next_connection = async {
            let permit = Arc::clone(&connections).acquire_owned().await;
            (permit, listener.accept().await)
        };
        tokio::select! {
            accepted = next_connection => match accepted {
                (Ok(permit), Ok((stream, peer))) => {
                    spawn_connection(stream, peer, router.clone(), permit, graceful.watcher());
                }
                (_, Err(error)) => {
                    tracing::warn!(%error, "cannot accept a connection");
                    tokio::time::sleep(ACCEPT_RETRY_DELAY).await;
                }
                // The semaphore is never closed.
                (Err(_), Ok(_)) => return,
            },
            () = &mut shutdown => break,
        }
    }
    drop(listener);
    if tokio::time::timeout(shutdown_timeout, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some connections were still open at the shutdown timeout");
    }
}

fn spawn_connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    permit: OwnedSemaphorePermit,
    watcher: Watcher,
) {
    // Fails only if the connection is broken, which also ends the task below.
    let _ = stream.set_nodelay(true);
    let service = router.map_request(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(PeerAddress(peer.ip()));
        request
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let connection = watcher.watch(connection);
    tokio::spawn(async move {
        let _permit = permit;
        // Connection errors are not logged: clients cause them.
        let _ = connection.await;
    });
}
