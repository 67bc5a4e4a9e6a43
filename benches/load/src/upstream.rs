//! An api.php that reads a request to its end, says yes, and remembers which ticket it was.

use crate::Failure;
use crate::tickets::Tickets;
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::header::CONTENT_TYPE;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::{TcpListener, TcpStream};

/// Where it is.
pub const PATH: &str = "/includes/api.php";

/// The api.php; it answers for as long as the program runs.
pub struct Upstream {
    address: SocketAddr,
    seen: Seen,
}

/// The numbers of the tickets that came, whole, in their order.
type Seen = Arc<Mutex<Vec<usize>>>;

impl Upstream {
    /// Listens on a free port for `tickets`.
    pub async fn start(tickets: &Tickets) -> Result<Self, Failure> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let seen = Seen::default();
        tokio::spawn(listen(listener, tickets.clone(), Arc::clone(&seen)));
        Ok(Self { address, seen })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The tickets that came since it last forgot them.
    pub fn seen(&self) -> Vec<usize> {
        locked(&self.seen).clone()
    }

    /// Forgets what came.
    pub fn forget(&self) {
        locked(&self.seen).clear();
    }
}

async fn listen(listener: TcpListener, tickets: Tickets, seen: Seen) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(serve(stream, tickets.clone(), Arc::clone(&seen)));
    }
}

/// A connection that breaks shows as a ticket that was not answered.
async fn serve(stream: TcpStream, tickets: Tickets, seen: Seen) {
    let _ = stream.set_nodelay(true);
    let answer = service_fn(|request| answer(request, &tickets, &seen));
    let _ = http1::Builder::new()
        .serve_connection(TokioIo::new(stream), answer)
        .await;
}

async fn answer(
    request: Request<Incoming>,
    tickets: &Tickets,
    seen: &Seen,
) -> Result<Response<Full<Bytes>>, Failure> {
    let body = request.into_body().collect().await?.to_bytes();
    let number = tickets
        .number(&body)
        .ok_or("a ticket came otherwise than it was sent")?;
    locked(seen).push(number);
    let yes = format!(r#"{{"result":"success","id":{number},"tid":"{number}","c":"xxxxxxxx"}}"#);
    Ok(Response::builder()
        .header(CONTENT_TYPE, "application/json")
        .body(yes.into())?)
}

fn locked(seen: &Seen) -> std::sync::MutexGuard<'_, Vec<usize>> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}
