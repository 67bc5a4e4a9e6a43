//! Reading of request bodies: timeouts, minimum data rate, and the rest of a refused body.

use axum::body::{Body, Bytes, HttpBody};
use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;
use tokio::time::{Instant, timeout};

/// Maximum number of bytes that are read and discarded from a refused body. Without this, a
/// browser would receive the response in the middle of its upload, and report a broken connection
/// instead of the response.
pub(super) const MAX_DISCARDED_BYTES: usize = 64 << 20;

/// Maximum duration of discarding a body.
const DISCARD_TIMEOUT: Duration = Duration::from_secs(10);

/// Time without data after which a client is assumed to be waiting for the response.
const DISCARD_IDLE_TIMEOUT: Duration = Duration::from_secs(1);

/// Timeouts of a request body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyTimeouts {
    /// Maximum time without any data. The minimum rate applies only after this time.
    pub idle: Duration,
    /// Minimum average rate, in bytes per second.
    pub min_bytes_per_second: u64,
}

/// Reason why a body was not buffered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyError {
    /// The body is larger than the limit.
    TooLarge,
    /// The connection was closed.
    Incomplete,
    /// The body arrived too slowly.
    TooSlow,
    /// The temporary file could not be written.
    Storage,
}

/// Reads and discards a body whose request is refused, so that the client reads the response.
pub async fn discard_body(body: Body, timeouts: BodyTimeouts) {
    BodyReader::new(body, timeouts).discard().await;
}

/// Reads a body and enforces its timeouts.
pub(super) struct BodyReader {
    body: Body,
    timeouts: BodyTimeouts,
    started: Instant,
    received: u64,
}

impl BodyReader {
    /// Starts to read a body.
    pub fn new(body: Body, timeouts: BodyTimeouts) -> Self {
        Self {
            body,
            timeouts,
            started: Instant::now(),
            received: 0,
        }
    }

    /// Returns the part of the body that was not read.
    pub fn into_body(self) -> Body {
        self.body
    }

    /// Reads the next chunk. Returns `None` at the end.
    pub async fn next_chunk(&mut self) -> Result<Option<Bytes>, BodyError> {
        let chunk = timeout(self.timeouts.idle, self.next_data_frame()).await;
        let chunk = chunk.map_err(|_| BodyError::TooSlow)??;
        self.received += chunk.as_ref().map_or(0, Bytes::len) as u64;
        // The rate is not checked during the first idle timeout: a small body that arrived immediately
        // may end with a pause.
        let measured = self.started.elapsed().saturating_sub(self.timeouts.idle);
        let minimum = measured.as_secs() * self.timeouts.min_bytes_per_second;
        if chunk.is_some() && self.received < minimum {
            return Err(BodyError::TooSlow);
        }
        Ok(chunk)
    }

    async fn next_data_frame(&mut self) -> Result<Option<Bytes>, BodyError> {
        loop {
            match poll_fn(|context| Pin::new(&mut self.body).poll_frame(context)).await {
                None => return Ok(None),
                Some(Err(_)) => return Err(BodyError::Incomplete),
                // Trailers contain no data.
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(chunk) => return Ok(Some(chunk)),
                    Err(_) => continue,
                },
            }
        }
    }

    /// Reads and discards the rest of a body. Returns [`BodyError::TooLarge`], even if the body
    /// does not end in time.
    pub async fn discard(&mut self) -> BodyError {
        let discard = async {
            let mut discarded = 0;
            while discarded < MAX_DISCARDED_BYTES {
                match timeout(DISCARD_IDLE_TIMEOUT, self.next_chunk()).await {
                    Ok(Ok(Some(chunk))) => discarded += chunk.len(),
                    _ => return,
                }
            }
        };
        let _ = timeout(DISCARD_TIMEOUT, discard).await;
        BodyError::TooLarge
    }
}
