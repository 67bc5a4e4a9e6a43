//! Taking connections, and ending in good order.
//!
//! axum's own `serve` sets no limit on how slowly a head may come, how many connections there are
//! or how long an end may take; a server on the internet needs all three.

use crate::tickets::Peer;
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

/// How long a request's head may take, from its first byte or from the end of the last request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// How long no connection is taken after the system had none to give.
const OUT_OF_FILES: Duration = Duration::from_millis(100);

/// Answers what comes in at `listener` until `end` comes, with `connections` at most at once. Then
/// it finishes what has begun, for as long as `drain`.
pub async fn serve(
    listener: TcpListener,
    app: Router,
    connections: usize,
    drain: Duration,
    end: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(connections));
    let watch = GracefulShutdown::new();
    let mut end = pin!(end);
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        tokio::select! {
            (place, accepted) = next => match (place, accepted) {
                (Ok(place), Ok((stream, peer))) => {
                    spawn(stream, peer, app.clone(), place, watch.watcher());
                }
                (_, Err(error)) => {
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(OUT_OF_FILES).await;
                }
                // The places are never closed.
                (Err(_), Ok(_)) => return,
            },
            () = &mut end => break,
        }
    }
    drop(listener);
    if tokio::time::timeout(drain, watch.shutdown()).await.is_err() {
        tracing::warn!("some connections did not end in time");
    }
}

fn spawn(
    stream: TcpStream,
    peer: SocketAddr,
    app: Router,
    place: OwnedSemaphorePermit,
    watcher: Watcher,
) {
    // An answer goes out at once; the error, if any, is the connection's own.
    let _ = stream.set_nodelay(true);
    let app = app.map_request(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Peer(peer.ip()));
        request
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(app));
    let connection = watcher.watch(connection);
    tokio::spawn(async move {
        let _place = place;
        // How a stranger's connection ends is nothing to be told of.
        let _ = connection.await;
    });
}
