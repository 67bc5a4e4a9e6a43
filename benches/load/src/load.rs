//! Making the load: connections that are kept, each with one ticket on its way at a time.

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

/// A piece as a browser would send it: what a socket takes at once.
const PIECE: usize = 64 * 1024;

/// How much is sent.
#[derive(Clone, Copy)]
pub struct Load {
    /// How many tickets.
    pub tickets: usize,
    /// How many of them at once.
    pub connections: usize,
}

/// What came of it.
#[derive(Default)]
pub struct Run {
    /// How long each answered ticket took.
    pub times: Vec<Duration>,
    /// How long all of them took.
    pub all: Duration,
    /// How long the relay's threads worked on it.
    pub cpu: Duration,
    /// Tickets that were not answered by a yes, did not come through, or came through twice.
    pub lost: usize,
    answered: Vec<usize>,
    sent: usize,
}

impl Run {
    /// Compares what was answered with what came through.
    pub fn count(&mut self, seen: &[usize]) {
        let mut times: HashMap<usize, usize> = HashMap::new();
        for number in seen {
            *times.entry(*number).or_default() += 1;
        }
        let is_whole = |number: &&usize| times.get(number) == Some(&1);
        let whole = self.answered.iter().filter(is_whole).count();
        self.lost = self.sent - whole + (seen.len() - times.len());
    }
}

/// Sends the tickets 0 to `load.tickets`.
pub async fn send(
    load: Load,
    to: SocketAddr,
    path: &'static str,
    tickets: &Tickets,
) -> Result<Run, Failure> {
    let next = Arc::new(AtomicUsize::new(0));
    let begun = Instant::now();
    let connections: Vec<_> = (0..load.connections)
        .map(|_| {
            let connection = connection(load.tickets, to, path, tickets.clone(), Arc::clone(&next));
            tokio::spawn(connection)
        })
        .collect();
    let mut run = Run {
        sent: load.tickets,
        ..Run::default()
    };
    for connection in connections {
        for (number, time) in connection.await?? {
            run.answered.push(number);
            run.times.push(time);
        }
    }
    run.all = begun.elapsed();
    Ok(run)
}

/// Takes the next ticket until there is none; answers which were opened, and in what time.
async fn connection(
    count: usize,
    to: SocketAddr,
    path: &'static str,
    tickets: Tickets,
    next: Arc<AtomicUsize>,
) -> Result<Vec<(usize, Duration)>, Failure> {
    let mut opened = Vec::new();
    // Once a connection: two hundred times the same sentence tell no more.
    let mut complaint = None;
    let mut sender = connect(to).await?;
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= count {
            return Ok(opened);
        }
        let begun = Instant::now();
        match open(&mut sender, to, path, tickets.body(number)).await {
            Ok(()) => opened.push((number, begun.elapsed())),
            Err(reason) => {
                complaint.get_or_insert_with(|| eprintln!("ticket {number}: {reason}"));
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
        .body(Pieces::of(body))?;
    sender.ready().await?;
    let response = sender.send_request(request).await?;
    let answer = response.into_body().collect().await?.to_bytes();
    if serde_json::from_slice::<serde_json::Value>(&answer)?["result"] == "success" {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&answer).into())
    }
}

/// A body of known length that goes out piece by piece without being copied.
struct Pieces(VecDeque<Bytes>);

impl Pieces {
    fn of(parts: [Bytes; 2]) -> Self {
        let cut = |part: Bytes| {
            let starts = (0..part.len()).step_by(PIECE);
            starts
                .map(|start| part.slice(start..part.len().min(start + PIECE)))
                .collect::<Vec<_>>()
        };
        Self(parts.into_iter().flat_map(cut).collect())
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
