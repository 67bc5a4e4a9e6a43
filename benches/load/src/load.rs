//! Load generator: persistent connections that send one ticket at a time.

use crate::Failure;
use crate::tickets::Tickets;
use bytes::Bytes;
use http_body_util::BodyExt as _;
use hyper::body::{Body, Frame, SizeHint};
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::{CONTENT_TYPE, HOST};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::net::TcpStream;
use uuid::Uuid;

/// Size of a piece of the body, as a browser writes it to its socket.
const PIECE_SIZE: usize = 64 * 1024;

/// Amount of load.
#[derive(Clone, Copy)]
pub struct Load {
    /// Number of tickets.
    pub tickets: usize,
    /// Number of concurrent connections.
    pub connections: usize,
}

/// Measurements of a run.
#[derive(Default)]
pub struct Run {
    /// Duration of each opened ticket.
    pub times: Vec<Duration>,
    /// Duration of the whole run.
    pub duration: Duration,
    /// CPU time of the relay.
    pub cpu: Duration,
    /// Number of tickets that were not opened, did not arrive, or arrived twice.
    pub lost: usize,
    opened: Vec<usize>,
    sent: usize,
}

impl Run {
    /// Compares the opened tickets with those that arrived.
    pub fn count_lost(&mut self, arrived: &[usize]) {
        let mut counts: HashMap<usize, usize> = HashMap::new();
        for number in arrived {
            *counts.entry(*number).or_default() += 1;
        }
        let arrived_once = |number: &&usize| counts.get(number) == Some(&1);
        let successful = self.opened.iter().filter(arrived_once).count();
        self.lost = self.sent - successful + (arrived.len() - counts.len());
    }
}

/// Sends the tickets from 0 to `load.tickets`.
pub async fn send(
    load: Load,
    to: SocketAddr,
    path: &'static str,
    tickets: &Tickets,
) -> Result<Run, Failure> {
    let next = Arc::new(AtomicUsize::new(0));
    let started = Instant::now();
    let connections: Vec<_> = (0..load.connections)
        .map(|_| {
            let connection =
                run_connection(load.tickets, to, path, tickets.clone(), Arc::clone(&next));
            tokio::spawn(connection)
        })
        .collect();
    let mut run = Run {
        sent: load.tickets,
        ..Run::default()
    };
    for connection in connections {
        for (number, time) in connection.await?? {
            run.opened.push(number);
            run.times.push(time);
        }
    }
    run.duration = started.elapsed();
    Ok(run)
}

/// Sends tickets until there are none left. Returns the opened ones with their durations.
async fn run_connection(
    count: usize,
    to: SocketAddr,
    path: &'static str,
    tickets: Tickets,
    next: Arc<AtomicUsize>,
) -> Result<Vec<(usize, Duration)>, Failure> {
    let mut opened = Vec::new();
    // Reported once per connection, not for each ticket.
    let mut first_error = None;
    let mut sender = connect(to).await?;
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= count {
            return Ok(opened);
        }
        let started = Instant::now();
        match open(&mut sender, to, path, tickets.body(number)).await {
            Ok(()) => opened.push((number, started.elapsed())),
            Err(reason) => {
                first_error.get_or_insert_with(|| eprintln!("ticket {number}: {reason}"));
                sender = connect(to).await?;
            }
        }
    }
}

async fn connect(to: SocketAddr) -> Result<SendRequest<Pieces>, Failure> {
    let stream = TcpStream::connect(to).await?;
    stream.set_nodelay(true)?;
    let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    Ok(sender)
}

async fn open(
    sender: &mut SendRequest<Pieces>,
    to: SocketAddr,
    path: &str,
    body: [Bytes; 2],
) -> Result<(), Failure> {
    let request = Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(HOST, to.to_string())
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("idempotency-key", Uuid::new_v4().to_string())
        .body(Pieces::new(body))?;
    sender.ready().await?;
    let response = sender.send_request(request).await?;
    let response = response.into_body().collect().await?.to_bytes();
    if serde_json::from_slice::<serde_json::Value>(&response)?["result"] == "success" {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&response).into())
    }
}

/// Body of known length that is sent in pieces without copying.
struct Pieces(VecDeque<Bytes>);

impl Pieces {
    fn new(parts: [Bytes; 2]) -> Self {
        let split = |part: Bytes| {
            let starts = (0..part.len()).step_by(PIECE_SIZE);
            starts
                .map(|start| part.slice(start..part.len().min(start + PIECE_SIZE)))
                .collect::<Vec<_>>()
        };
        Self(parts.into_iter().flat_map(split).collect())
    }
}

impl Body for Pieces {
    type Data = Bytes;
    type Error = Failure;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Failure>>> {
        Poll::Ready(self.0.pop_front().map(|piece| Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.0.iter().map(|piece| piece.len() as u64).sum())
    }
}
