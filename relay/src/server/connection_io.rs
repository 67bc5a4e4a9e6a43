//! A connection with a write timeout, and with a limit for the heads of all connections together.

use super::activity::{Activity, Phase};
use super::body_count::{BodyCount, SMALL_READ};
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

/// Maximum size of a head that does not count towards [`MAX_LARGE_HEADS`], in bytes. Browsers send one
/// or two kilobytes.
const SMALL_HEAD: usize = 8 << 10;

/// Maximum size of the parts of all incomplete heads beyond [`SMALL_HEAD`], in bytes: 512 heads
/// with a token of the maximum length.
const MAX_LARGE_HEADS: usize = 32 << 20;

/// Size of the parts of all incomplete heads beyond [`SMALL_HEAD`], in bytes.
static LARGE_HEADS: AtomicUsize = AtomicUsize::new(0);

/// Connection of a client.
pub struct ConnectionIo<S> {
    stream: S,
    activity: Activity,
    head: HeadSize,
    body: Option<BodyCount>,
    write_timeout: Duration,
    /// Runs while the client reads nothing.
    write_timer: Option<Pin<Box<Sleep>>>,
}

/// Size of a head that is being received.
#[derive(Default)]
struct HeadSize {
    /// Number of requests before this head.
    request: u64,
    bytes: usize,
    counted: usize,
}

impl HeadSize {
    /// Adds bytes to the head.
    ///
    /// # Errors
    /// If the heads of all connections take too much memory together.
    fn add(&mut self, bytes: usize) -> io::Result<()> {
        self.bytes += bytes;
        let counted = self.bytes.saturating_sub(SMALL_HEAD);
        let added = counted - self.counted;
        self.counted = counted;
        let before = LARGE_HEADS.fetch_add(added, Ordering::Relaxed);
        if added > 0 && before + added > MAX_LARGE_HEADS {
            return Err(io::Error::other("too many large heads"));
        }
        Ok(())
    }

    fn clear(&mut self) {
        LARGE_HEADS.fetch_sub(self.counted, Ordering::Relaxed);
        (self.bytes, self.counted) = (0, 0);
    }
}

impl Drop for HeadSize {
    fn drop(&mut self) {
        self.clear();
    }
}

impl<S> ConnectionIo<S> {
    /// Wraps a stream. A client that reads nothing of a response for `write_timeout` is disconnected.
    pub fn new(stream: S, activity: Activity, write_timeout: Duration) -> Self {
        Self {
            stream,
            activity,
            head: HeadSize::default(),
            body: None,
            write_timeout,
            write_timer: None,
        }
    }

    /// Reads from the stream, at most [`SMALL_READ`] bytes if many connections receive a body.
    fn poll_stream(
        &mut self,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>>
    where
        S: AsyncRead + Unpin,
    {
        if self.activity.phase() != Phase::Body {
            self.body = None;
        } else if self.body.get_or_insert_with(BodyCount::new).is_small {
            let size = buffer.remaining().min(SMALL_READ);
            let mut part = ReadBuf::new(buffer.initialize_unfilled_to(size));
            ready!(Pin::new(&mut self.stream).poll_read(context, &mut part))?;
            let read = part.filled().len();
            buffer.advance(read);
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }

    /// Checks the result of a write: starts the timer if the write is pending, and fails when the
    /// timer has ended.
    fn check_write<T>(
        &mut self,
        written: Poll<io::Result<T>>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<T>> {
        if written.is_ready() {
            if self.write_timer.take().is_some() || self.activity.phase() == Phase::Client {
                self.activity.record_progress();
            }
            return written;
        }
        let timeout = self.write_timeout;
        let timer = self
            .write_timer
            .get_or_insert_with(|| Box::pin(sleep(timeout)));
        if timer.deadline() <= Instant::now() {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        ready!(timer.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for ConnectionIo<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        ready!(this.poll_stream(context, buffer))?;
        let requests = this.activity.requests();
        if this.head.request != requests || this.activity.phase() != Phase::Client {
            this.head.clear();
            this.head.request = requests;
        }
        if this.activity.phase() == Phase::Client {
            this.head.add(buffer.filled().len() - before)?;
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for ConnectionIo<S> {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_write(context, bytes);
        this.check_write(written, context)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_write_vectored(context, slices);
        this.check_write(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::super::body_count::MAX_LARGE_READS;
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    const SHORT_TIMEOUT: Duration = Duration::from_millis(50);
    const NEVER: Duration = Duration::from_secs(3_600);

    #[tokio::test]
    async fn a_client_that_reads_nothing_is_disconnected() {
        let (relay, _client) = duplex(16);
        let mut relay = ConnectionIo::new(relay, Activity::new(), SHORT_TIMEOUT);
        let error = relay.write_all(&[0; 64]).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn a_client_that_reads_slowly_receives_everything() {
        let (relay, mut client) = duplex(16);
        let mut relay = ConnectionIo::new(relay, Activity::new(), NEVER);
        let reader = tokio::spawn(async move {
            let mut received = 0;
            while let Ok(1..) = client.read(&mut [0; 1]).await {
                received += 1;
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            received
        });
        relay.write_all(&[0; 64]).await.unwrap();
        drop(relay);
        assert_eq!(reader.await.unwrap(), 64);
    }

    /// The connections of the test share the budget with no other test of the crate.
    #[tokio::test]
    async fn incomplete_heads_are_limited_in_total_and_complete_ones_are_not() {
        const HEAD: usize = 64 << 10;
        let read_head = async |activity: &Activity| {
            let (relay, mut client) = duplex(HEAD);
            let mut relay = ConnectionIo::new(relay, activity.clone(), NEVER);
            client.write_all(&[b'a'; HEAD]).await.unwrap();
            let read = relay.read_exact(&mut [0; HEAD]).await;
            (relay, client, read.is_ok())
        };
        let mut unfinished = Vec::new();
        let mut refused = 0;
        for _ in 0..2 * MAX_LARGE_HEADS / HEAD {
            let (relay, client, is_read) = read_head(&Activity::new()).await;
            refused += usize::from(!is_read);
            unfinished.push((relay, client));
        }
        assert!(refused > 0, "no head was refused");
        drop(unfinished);
        let activity = Activity::new();
        let (mut relay, mut client, is_read) = read_head(&activity).await;
        assert!(is_read, "closed connections still count");
        for _ in 0..2 * MAX_LARGE_HEADS / HEAD {
            activity.start_request(false);
            activity.enter(Phase::Client);
            client.write_all(&[b'a'; HEAD]).await.unwrap();
            relay.read_exact(&mut [0; HEAD]).await.unwrap();
        }
    }

    /// The connections of the test share the count with no other test of the crate.
    #[tokio::test]
    async fn many_bodies_are_received_in_small_reads() {
        const CHUNK: usize = 64 << 10;
        let receive = async || {
            let activity = Activity::new();
            activity.start_request(true);
            let (relay, mut client) = duplex(CHUNK);
            let mut relay = ConnectionIo::new(relay, activity, NEVER);
            client.write_all(&[b'a'; CHUNK]).await.unwrap();
            let size = relay.read(&mut [0; CHUNK]).await.unwrap();
            (relay, client, size)
        };
        let mut connections = Vec::new();
        for index in 0..2 * MAX_LARGE_READS {
            let (mut relay, client, size) = receive().await;
            if index < MAX_LARGE_READS {
                assert_eq!(size, CHUNK);
            } else {
                assert_eq!(size, SMALL_READ);
                relay
                    .read_exact(&mut [0; CHUNK - SMALL_READ])
                    .await
                    .unwrap();
            }
            connections.push((relay, client));
        }
        drop(connections);
        let (_relay, _client, size) = receive().await;
        assert_eq!(size, CHUNK, "closed connections still count");
    }
}
