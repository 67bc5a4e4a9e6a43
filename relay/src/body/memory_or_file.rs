//! Buffering of request bodies in memory, or in temporary files on disk.
//!
//! A large body is buffered in an unnamed temporary file until it is processed: fifty uploads of
//! eight megabytes each over slow connections take a few buffers, not half a gigabyte.

use super::body_reader::{BodyError, BodyReader, BodyTimeouts, MAX_DISCARDED_BYTES};
use axum::body::{Body, Bytes, HttpBody};
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Maximum size of a body that is buffered in memory, in bytes.
pub const MAX_IN_MEMORY: usize = 256 << 10;

/// Size of a write to the temporary file, in bytes.
const WRITE_SIZE: usize = 256 << 10;

/// Size of a write to the temporary file while many bodies are buffered, in bytes.
const SMALL_WRITE_SIZE: usize = 8 << 10;

/// Complete request body.
#[derive(Debug)]
#[must_use]
pub enum BufferedBody {
    /// Buffered in memory.
    InMemory(Bytes),
    /// Buffered in a temporary file without a name.
    InFile(File),
}

impl BufferedBody {
    /// Returns the bytes. This may read a file, so it must not be called on an async worker thread.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn into_bytes(self) -> io::Result<Bytes> {
        match self {
            Self::InMemory(bytes) => Ok(bytes),
            Self::InFile(mut file) => {
                let mut bytes = Vec::new();
                file.rewind()?;
                file.read_to_end(&mut bytes)?;
                Ok(bytes.into())
            }
        }
    }

    /// Returns `true` if the body is buffered in a file.
    #[must_use]
    pub const fn is_in_file(&self) -> bool {
        matches!(self, Self::InFile(_))
    }
}

/// Reads and buffers a body of up to `limit` bytes.
///
/// # Errors
/// [`BodyError`].
pub async fn buffer_body(
    body: Body,
    limit: usize,
    timeouts: BodyTimeouts,
) -> Result<BufferedBody, BodyError> {
    let declared_size = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    let mut reader = BodyReader::new(body, timeouts);
    if declared_size > limit.saturating_add(MAX_DISCARDED_BYTES) {
        return Err(BodyError::TooLarge);
    }
    if declared_size > limit {
        return Err(reader.discard().await);
    }
    let mut buffer = Vec::new();
    let mut share = BudgetShare::default();
    let (mut file, mut size) = (None, 0);
    while let Some(chunk) = reader.next_chunk().await? {
        size += chunk.len();
        if size > limit {
            return Err(reader.discard().await);
        }
        buffer.extend_from_slice(&chunk);
        let is_within_budget = share.resize(buffer.capacity());
        let is_large = size > MAX_IN_MEMORY && buffer.len() >= WRITE_SIZE;
        if is_large || (!is_within_budget && buffer.len() >= SMALL_WRITE_SIZE) {
            let written;
            (written, buffer) = append(file, buffer).await?;
            file = Some(written);
            if !is_within_budget {
                // A slow client would keep the memory until its next chunk.
                buffer = Vec::new();
                share.resize(0);
            }
        }
    }
    match file {
        None => Ok(BufferedBody::InMemory(buffer.into())),
        Some(file) => Ok(BufferedBody::InFile(append(Some(file), buffer).await?.0)),
    }
}

/// Memory of all bodies that are being buffered, in bytes.
static BUFFERED: AtomicUsize = AtomicUsize::new(0);

/// Maximum memory of all bodies that are being buffered, in bytes. Beyond it, bodies of any size are
/// written to files: 10,000 slow clients with 200 KB each would take 2 GB.
const MAX_BUFFERED: usize = 64 << 20;

/// Share of one body in [`BUFFERED`].
#[derive(Default)]
struct BudgetShare(usize);

impl BudgetShare {
    /// Changes the share. Returns `true` if the sum is within the budget.
    fn resize(&mut self, bytes: usize) -> bool {
        let before = BUFFERED.fetch_add(bytes, Ordering::Relaxed);
        BUFFERED.fetch_sub(self.0, Ordering::Relaxed);
        let others = before - std::mem::replace(&mut self.0, bytes);
        others + bytes <= MAX_BUFFERED
    }
}

impl Drop for BudgetShare {
    fn drop(&mut self) {
        self.resize(0);
    }
}

/// Appends to the temporary file, creating it if necessary, on a thread for blocking work. Returns
/// the file and the empty buffer.
async fn append(file: Option<File>, mut bytes: Vec<u8>) -> Result<(File, Vec<u8>), BodyError> {
    let write = move || {
        let mut file = file.map_or_else(tempfile::tempfile, Ok)?;
        file.write_all(&bytes)?;
        bytes.clear();
        Ok::<_, io::Error>((file, bytes))
    };
    let written = tokio::task::spawn_blocking(write).await;
    match written {
        Ok(Ok(written)) => Ok(written),
        Ok(Err(error)) => {
            tracing::error!(%error, "cannot write a request body to a temporary file");
            Err(BodyError::Storage)
        }
        Err(_) => Err(BodyError::Storage),
    }
}
