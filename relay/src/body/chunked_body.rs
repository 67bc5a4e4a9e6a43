//! A buffered body as a stream of chunks, for a parser that would otherwise copy the whole body.

use super::memory_or_file::BufferedBody;
use axum::body::{Bytes, HttpBody};
use hyper::body::Frame;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

/// Size of a chunk, in bytes.
const CHUNK_BYTES: usize = 64 << 10;

/// Maximum number of bytes that the parser may receive without a result. The parser buffers them:
/// the preamble, and the head of a part, which has no separate limit.
const MAX_UNPARSED_BYTES: usize = 64 << 10;

/// Buffered body that is read in chunks.
#[derive(Debug)]
pub(super) struct ChunkedBody {
    source: Source,
    progress: Progress,
    /// `true` if the last call returned a chunk.
    is_pause_due: bool,
}

/// Progress of the parser. Clones share it.
#[derive(Clone, Debug, Default)]
pub(super) struct Progress {
    /// Number of bytes that the parser received since its last result.
    unparsed: Arc<AtomicUsize>,
    /// Number of bytes that the parser has not received yet.
    remaining: Arc<AtomicUsize>,
}

#[derive(Debug)]
enum Source {
    InMemory(Bytes),
    InFile(File),
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

impl ChunkedBody {
    /// Creates a stream of a body from its start. Reading a file blocks the thread.
    pub fn new(body: BufferedBody, progress: Progress) -> io::Result<Self> {
        let (source, size) = match body {
            BufferedBody::InMemory(bytes) => {
                let size = bytes.len();
                (Source::InMemory(bytes), size)
            }
            BufferedBody::InFile(mut file) => {
                file.rewind()?;
                let size = file.metadata()?.len();
                (
                    Source::InFile(file),
                    usize::try_from(size).unwrap_or(usize::MAX),
                )
            }
        };
        progress.remaining.store(size, Ordering::Relaxed);
        Ok(Self {
            source,
            progress,
            is_pause_due: false,
        })
    }

    fn next_chunk(&mut self) -> io::Result<Option<Bytes>> {
        let chunk = match &mut self.source {
            Source::InMemory(bytes) => bytes.split_to(bytes.len().min(CHUNK_BYTES)),
            Source::InFile(file) => {
                let mut chunk = Vec::with_capacity(CHUNK_BYTES);
                file.take(CHUNK_BYTES as u64).read_to_end(&mut chunk)?;
                chunk.into()
            }
        };
        Ok((!chunk.is_empty()).then_some(chunk))
    }
}

impl HttpBody for ChunkedBody {
    type Data = Bytes;
    type Error = io::Error;

    /// Alternates between a chunk and `Pending`: the parser reads until `Pending`, and would
    /// otherwise copy the whole body.
    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if std::mem::take(&mut self.is_pause_due) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let chunk = match self.next_chunk() {
            Ok(Some(chunk)) => chunk,
            Ok(None) => return Poll::Ready(None),
            Err(error) => return Poll::Ready(Some(Err(error))),
        };
        let Progress {
            unparsed,
            remaining,
        } = &self.progress;
        remaining.fetch_sub(chunk.len(), Ordering::Relaxed);
        if unparsed.fetch_add(chunk.len(), Ordering::Relaxed) >= MAX_UNPARSED_BYTES {
            return Poll::Ready(Some(Err(io::Error::other(
                "the head of a part is too long",
            ))));
        }
        self.is_pause_due = true;
        Poll::Ready(Some(Ok(Frame::data(chunk))))
    }
}
