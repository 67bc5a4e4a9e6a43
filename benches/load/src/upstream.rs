//! Fake api.php that opens every ticket and records its number.

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

/// Path of api.php.
pub const PATH: &str = "/includes/api.php";

/// Fake api.php. It runs until the program exits.
pub struct Upstream {
    address: SocketAddr,
    arrived: Arrived,
}

/// Numbers of the tickets that arrived unchanged, in order.
type Arrived = Arc<Mutex<Vec<usize>>>;

impl Upstream {
    /// Listens on a free port for `tickets`.
    pub async fn start(tickets: &Tickets) -> Result<Self, Failure> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let arrived = Arrived::default();
        tokio::spawn(listen(listener, tickets.clone(), Arc::clone(&arrived)));
        Ok(Self { address, arrived })
    }

    /// Returns the address.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the numbers of the tickets since the last call of [`Upstream::clear`].
    pub fn arrived(&self) -> Vec<usize> {
        lock(&self.arrived).clone()
    }

    /// Clears the recorded numbers.
    pub fn clear(&self) {
        lock(&self.arrived).clear();
    }
}

async fn listen(listener: TcpListener, tickets: Tickets, arrived: Arrived) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(serve(stream, tickets.clone(), Arc::clone(&arrived)));
    }
}

/// Serves a connection. An error of the connection counts as a lost ticket.
async fn serve(stream: TcpStream, tickets: Tickets, arrived: Arrived) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| respond(request, &tickets, &arrived));
    let _ = http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

async fn respond(
    request: Request<Incoming>,
    tickets: &Tickets,
    arrived: &Arrived,
) -> Result<Response<Full<Bytes>>, Failure> {
    let request_body = request.into_body().collect().await?.to_bytes();
    let number = tickets
        .number(&request_body)
        .ok_or("a ticket arrived with other files")?;
    lock(arrived).push(number);
    let body = format!(r#"{{"result":"success","id":{number},"tid":"{number}","c":"xxxxxxxx"}}"#);
    Ok(Response::builder()
        .header(CONTENT_TYPE, "application/json")
        .body(body.into())?)
}

fn lock(arrived: &Arrived) -> std::sync::MutexGuard<'_, Vec<usize>> {
    arrived.lock().unwrap_or_else(PoisonError::into_inner)
}
