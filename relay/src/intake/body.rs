//! Reading a request's body: up to a limit, not too slowly, and without holding a large one.
//!
//! A large body waits in a nameless temporary file until its turn comes: fifty people who send
//! eight megabytes each over bad lines cost some buffers, not half a gigabyte.

use axum::body::{Body, Bytes, HttpBody};
use std::fs::File;
use std::future::poll_fn;
use std::io::{self, Read, Seek, Write};
use std::pin::Pin;
use std::time::Duration;
use tokio::time::{Instant, timeout};

/// The largest body that is held in memory while it comes, in bytes.
pub const SMALL: usize = 256 << 10;

/// How much of a large body is collected before it is written, in bytes.
const CHUNK: usize = 256 << 10;

/// How much of a body over the limit is still taken in, and for how long: a browser that is
/// answered in the middle of its upload reads no answer, it reports a broken connection.
const DRAINED_BYTES: usize = 64 << 20;
const DRAINED_FOR: Duration = Duration::from_secs(10);
/// Who sends nothing for so long waits for the answer.
const DRAINED_IDLE: Duration = Duration::from_secs(1);

/// How slowly a body may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// How long nothing may come. The least rate counts from then on, too.
    pub idle: Duration,
    /// The least rate on average, in bytes a second.
    pub least_rate: u64,
}

/// A body that has come.
#[derive(Debug)]
pub enum Taken {
    /// It is here.
    Small(Bytes),
    /// It lies in a file that nobody else can reach.
    Large(File),
}

/// A body could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is over the limit.
    TooLarge,
    /// It broke off.
    BrokenOff,
    /// It came too slowly.
    TooSlow,
    /// There is no room for it.
    NoRoom,
}

impl Taken {
    /// The bytes. It reads a file: not for threads that answer requests.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn into_bytes(self) -> io::Result<Bytes> {
        match self {
            Self::Small(bytes) => Ok(bytes),
            Self::Large(mut file) => {
                let mut bytes = Vec::new();
                file.rewind()?;
                file.read_to_end(&mut bytes)?;
                Ok(bytes.into())
            }
        }
    }

    /// Whether it lies in a file.
    #[must_use]
    pub const fn is_large(&self) -> bool {
        matches!(self, Self::Large(_))
    }
}

/// Reads a body of `limit` bytes at most.
///
/// # Errors
/// [`Unreadable`].
pub async fn take(body: Body, limit: usize, pace: Pace) -> Result<Taken, Unreadable> {
    let claimed = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    let mut body = Paced::new(body, pace);
    if claimed > limit.saturating_add(DRAINED_BYTES) {
        return Err(Unreadable::TooLarge);
    }
    if claimed > limit {
        return Err(body.refuse().await);
    }
    let mut read = Vec::with_capacity(claimed.min(SMALL));
    let (mut file, mut size) = (None, 0);
    while let Some(chunk) = body.next().await? {
        size += chunk.len();
        if size > limit {
            return Err(body.refuse().await);
        }
        read.extend_from_slice(&chunk);
        if size > SMALL && read.len() >= CHUNK {
            file = Some(write(file, std::mem::take(&mut read)).await?);
        }
    }
    match file {
        None => Ok(Taken::Small(read.into())),
        Some(file) => Ok(Taken::Large(write(Some(file), read).await?)),
    }
}

/// Reads a body into memory, however slowly it comes: the sandbox's.
///
/// # Errors
/// [`Unreadable`].
pub async fn read(body: Body, limit: usize) -> Result<Bytes, Unreadable> {
    let mut body = Paced::new(body, Pace::NONE);
    let mut read = Vec::new();
    while let Some(chunk) = body.next().await? {
        if read.len() + chunk.len() > limit {
            return Err(body.refuse().await);
        }
        read.extend_from_slice(&chunk);
    }
    Ok(read.into())
}

/// Appends to a file, which is made if there is none, away from the threads that answer requests.
async fn write(file: Option<File>, bytes: Vec<u8>) -> Result<File, Unreadable> {
    let work = move || {
        let mut file = file.map_or_else(tempfile::tempfile, Ok)?;
        file.write_all(&bytes)?;
        Ok::<_, io::Error>(file)
    };
    let written = tokio::task::spawn_blocking(work).await;
    match written {
        Ok(Ok(file)) => Ok(file),
        Ok(Err(error)) => {
            tracing::error!(%error, "a body could not be kept in a temporary file");
            Err(Unreadable::NoRoom)
        }
        Err(_) => Err(Unreadable::NoRoom),
    }
}

impl Pace {
    /// However slowly it likes.
    const NONE: Self = Self {
        idle: Duration::from_secs(600),
        least_rate: 0,
    };
}

/// A body, and how fast it has come so far.
struct Paced {
    body: Body,
    pace: Pace,
    begun: Instant,
    come: u64,
}

impl Paced {
    fn new(body: Body, pace: Pace) -> Self {
        Self {
            body,
            pace,
            begun: Instant::now(),
            come: 0,
        }
    }

    async fn next(&mut self) -> Result<Option<Bytes>, Unreadable> {
        let frame = timeout(self.pace.idle, self.frame()).await;
        let chunk = frame.map_err(|_| Unreadable::TooSlow)??;
        self.come += chunk.as_ref().map_or(0, Bytes::len) as u64;
        // What came at once need not have come for long.
        let late = self.begun.elapsed().saturating_sub(self.pace.idle);
        if chunk.is_some() && self.come < late.as_secs() * self.pace.least_rate {
            return Err(Unreadable::TooSlow);
        }
        Ok(chunk)
    }

    async fn frame(&mut self) -> Result<Option<Bytes>, Unreadable> {
        loop {
            match poll_fn(|context| Pin::new(&mut self.body).poll_frame(context)).await {
                None => return Ok(None),
                Some(Err(_)) => return Err(Unreadable::BrokenOff),
                // Trailers hold no bytes of the body.
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(chunk) => return Ok(Some(chunk)),
                    Err(_) => continue,
                },
            }
        }
    }

    /// Takes in some of what is too much. Whether it ends in time or not, the answer is the same.
    async fn refuse(&mut self) -> Unreadable {
        let drain = async {
            let mut drained = 0;
            while drained < DRAINED_BYTES {
                match timeout(DRAINED_IDLE, self.next()).await {
                    Ok(Ok(Some(chunk))) => drained += chunk.len(),
                    _ => return,
                }
            }
        };
        let _ = timeout(DRAINED_FOR, drain).await;
        Unreadable::TooLarge
    }
}
