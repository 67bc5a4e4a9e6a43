//! A complete body as a stream of chunks, with a limit for what a multipart parser buffers.

use axum::body::{Bytes, HttpBody};
use http_body::Frame;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

/// Size of a chunk, in bytes.
const CHUNK_BYTES: usize = 64 << 10;

/// Maximum number of bytes that the parser may receive without a result: the head of a part has no
/// separate limit.
const MAX_UNPARSED_BYTES: usize = 64 << 10;

/// Progress of the parser. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    unparsed: Arc<AtomicUsize>,
    remaining: Arc<AtomicUsize>,
}

impl Progress {
    /// Records a result of the parser.
    pub fn record(&self) {
        self.unparsed.store(0, Ordering::Relaxed);
    }

    /// Returns the number of bytes that the parser has not received yet.
    pub fn remaining(&self) -> usize {
        self.remaining.load(Ordering::Relaxed)
    }
}

/// Body that is read in chunks.
#[derive(Debug)]
pub struct ChunkedBody {
    bytes: Bytes,
    progress: Progress,
    is_pause_due: bool,
}

impl ChunkedBody {
    /// Creates the stream.
    pub fn new(bytes: Bytes, progress: Progress) -> Self {
        progress.remaining.store(bytes.len(), Ordering::Relaxed);
        Self {
            bytes,
            progress,
            is_pause_due: false,
        }
    }
}

impl HttpBody for ChunkedBody {
    type Data = Bytes;
    type Error = io::Error;

    /// Alternates between a chunk and `Pending`: the parser reads until the body is pending.
    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if std::mem::take(&mut self.is_pause_due) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let size = self.bytes.len().min(CHUNK_BYTES);
        let chunk = self.bytes.split_to(size);
        if chunk.is_empty() {
            return Poll::Ready(None);
        }
        self.progress.remaining.fetch_sub(size, Ordering::Relaxed);
        if self.progress.unparsed.fetch_add(size, Ordering::Relaxed) >= MAX_UNPARSED_BYTES {
            return Poll::Ready(Some(Err(io::Error::other(
                "the head of a part is too long",
            ))));
        }
        self.is_pause_due = true;
        Poll::Ready(Some(Ok(Frame::data(chunk))))
    }
}
