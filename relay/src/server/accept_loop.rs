//! The accept loop: connection limits, timeouts and graceful shutdown.
//!
//! axum's own `serve` has no header timeout, no write timeout, no connection limits and no shutdown
//! timeout; a server on the internet needs them all.

use super::activity::{Phase, RecordedBody};
use super::connection_io::ConnectionIo;
use super::connection_limits::{ConnectionLimits, MAX_HEAD_BYTES};
use super::connection_slots::{ConnectionSlot, ConnectionSlots};
use super::connection_timeouts::{HEADER_TIMEOUT, WRITE_TIMEOUT};
use crate::access::PeerAddress;
use crate::api_error::ApiError;
use crate::route_paths;
use axum::Router;
use axum::body::{Body, HttpBody};
use axum::http::{HeaderValue, Request, header};
use axum::response::{IntoResponse, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

/// Time that a shutdown waits for the first request of a connection.
const FIRST_REQUEST_TIMEOUT: Duration = Duration::from_secs(1);

/// Interval at which a shutdown checks for the first request.
const FIRST_REQUEST_POLL_INTERVAL: Duration = Duration::from_millis(5);

/// Interval at which the accept loop checks that replaced connections are closed.
const CLOSING_POLL_INTERVAL: Duration = Duration::from_millis(1);

/// Pause after a failed accept, for example when the process has no free file descriptors.
const ACCEPT_RETRY_DELAY: Duration = Duration::from_millis(100);

/// Serves the current router until `shutdown` resolves. Then finishes the requests in progress, for
/// up to `shutdown_timeout`.
pub async fn serve_connections(
    listener: TcpListener,
    router: watch::Receiver<Router>,
    limits: ConnectionLimits,
    shutdown_timeout: Duration,
    shutdown: impl Future<Output = ()>,
) {
    let slots = ConnectionSlots::new(limits);
    let (connections, stop) = (TaskTracker::new(), CancellationToken::new());
    let mut shutdown = pin!(shutdown);
    loop {
        let next_connection = async {
            while slots.is_closing_many() {
                sleep(CLOSING_POLL_INTERVAL).await;
            }
            listener.accept().await
        };
        tokio::select! {
            accepted = next_connection => match accepted {
                Ok((stream, peer)) => {
                    // Without a slot, the connection is closed.
                    if let Some(slot) = slots.take(peer.ip()) {
                        let connection = serve(stream, peer, router.clone(), slot, stop.clone());
                        connections.spawn(connection);
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection");
                    sleep(ACCEPT_RETRY_DELAY).await;
                }
            },
            () = &mut shutdown => break,
        }
    }
    drop(listener);
    connections.close();
    stop.cancel();
    if timeout(shutdown_timeout, connections.wait()).await.is_err() {
        tracing::warn!("some connections were still open at the shutdown timeout");
    }
}

async fn serve(
    stream: TcpStream,
    peer: SocketAddr,
    router: watch::Receiver<Router>,
    slot: ConnectionSlot,
    stop: CancellationToken,
) {
    // Fails only if the connection is broken, which also ends this task.
    let _ = stream.set_nodelay(true);
    let (activity, is_reserved) = (slot.activity.clone(), slot.is_reserved);
    let service = service_fn(move |request: Request<Incoming>| {
        activity.start_request(!request.body().is_end_stream());
        let router = router.borrow().clone();
        let activity = activity.clone();
        async move {
            let mut request =
                request.map(|body| Body::new(RecordedBody::new(body, activity.clone())));
            request.extensions_mut().insert(PeerAddress(peer.ip()));
            let response = if is_reserved && request.uri().path() != route_paths::HEALTH {
                all_slots_taken()
            } else {
                let Ok(response) = router.oneshot(request).await;
                response
            };
            activity.enter(Phase::Client);
            Ok::<_, Infallible>(response)
        }
    });
    let io = ConnectionIo::new(stream, slot.activity.clone(), WRITE_TIMEOUT);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .max_buf_size(MAX_HEAD_BYTES)
        .serve_connection(TokioIo::new(io), service);
    let mut connection = pin!(connection);
    // Connection errors are not logged: clients cause them.
    tokio::select! {
        _ = connection.as_mut() => return,
        () = slot.replaced.notified() => return,
        () = stop.cancelled() => {}
    }
    tokio::select! {
        _ = connection.as_mut() => return,
        () = first_request(&slot) => {}
    }
    connection.as_mut().graceful_shutdown();
    tokio::select! {
        _ = connection => {}
        () = slot.replaced.notified() => {}
    }
}

/// Waits for the first request of a connection that was accepted just before the shutdown: its client
/// would receive no response otherwise.
async fn first_request(slot: &ConnectionSlot) {
    let is_received = async {
        while slot.activity.requests() == 0 {
            sleep(FIRST_REQUEST_POLL_INTERVAL).await;
        }
    };
    let _ = timeout(FIRST_REQUEST_TIMEOUT, is_received).await;
}

/// Returns the response to a request for which only a reserved slot was free.
fn all_slots_taken() -> Response {
    let mut response = ApiError::Unavailable.into_response();
    let close = HeaderValue::from_static("close");
    response.headers_mut().insert(header::CONNECTION, close);
    response
}
