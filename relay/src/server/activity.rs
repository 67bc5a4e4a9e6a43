//! Activity of a connection, by which the accept loop selects a connection to close.

use axum::body::{Bytes, HttpBody};
use hyper::body::{Frame, Incoming, SizeHint};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::task::{Context, Poll};
use tokio::time::Instant;

/// Party that a connection waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// The client: for the head of a request, for the next request, or until it reads the response.
    Client,
    /// The client, for the rest of a request body.
    Body,
    /// The relay.
    Relay,
}

/// Activity of one connection. Clones share it.
#[derive(Clone, Debug)]
pub struct Activity(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    opened: Instant,
    phase: AtomicU8,
    /// Time of the last progress, in milliseconds since `opened`.
    progress_ms: AtomicU64,
    requests: AtomicU64,
}

impl Activity {
    /// Creates the activity of a connection that was just opened.
    pub fn new() -> Self {
        Self(Arc::new(Shared {
            opened: Instant::now(),
            phase: AtomicU8::new(Phase::Client as u8),
            progress_ms: AtomicU64::new(0),
            requests: AtomicU64::new(0),
        }))
    }

    /// Returns the current phase.
    pub fn phase(&self) -> Phase {
        match self.0.phase.load(Ordering::Relaxed) {
            phase if phase == Phase::Client as u8 => Phase::Client,
            phase if phase == Phase::Body as u8 => Phase::Body,
            _ => Phase::Relay,
        }
    }

    /// Returns the time of the last progress: the start of the phase, or the last bytes that the
    /// client has read.
    pub fn last_progress(&self) -> Instant {
        let elapsed = self.0.progress_ms.load(Ordering::Relaxed);
        self.0.opened + std::time::Duration::from_millis(elapsed)
    }

    /// Returns the number of requests whose head is complete.
    pub fn requests(&self) -> u64 {
        self.0.requests.load(Ordering::Relaxed)
    }

    /// Records that the head of a request is complete.
    pub fn start_request(&self, has_body: bool) {
        self.0.requests.fetch_add(1, Ordering::Relaxed);
        self.enter(if has_body { Phase::Body } else { Phase::Relay });
    }

    /// Starts a phase.
    pub fn enter(&self, phase: Phase) {
        self.0.phase.store(phase as u8, Ordering::Relaxed);
        self.record_progress();
    }

    /// Records that the client has read some bytes.
    pub fn record_progress(&self) {
        let elapsed = self.0.opened.elapsed().as_millis();
        let elapsed = u64::try_from(elapsed).unwrap_or(u64::MAX);
        self.0.progress_ms.store(elapsed, Ordering::Relaxed);
    }
}

/// Request body whose end is recorded.
pub struct RecordedBody {
    body: Incoming,
    activity: Activity,
}

impl RecordedBody {
    /// Wraps a body.
    pub fn new(body: Incoming, activity: Activity) -> Self {
        Self { body, activity }
    }
}

impl HttpBody for RecordedBody {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        if matches!(frame, Poll::Ready(None)) || self.body.is_end_stream() {
            self.activity.enter(Phase::Relay);
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
