//! Reading a request's body, up to a limit.

use axum::body::{Body, Bytes, HttpBody};
use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

/// How much of a body over the limit is still taken in, and for how long: a browser that is
/// answered in the middle of its upload reads no answer, it reports a broken connection.
const DRAINED_BYTES: usize = 64 << 20;
const DRAINED_FOR: Duration = Duration::from_secs(10);

/// A body could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is over the limit.
    TooLarge,
    /// It broke off.
    BrokenOff,
}

/// Reads a body of `limit` bytes at most. Not more than that is ever held.
///
/// # Errors
/// [`Unreadable`].
pub async fn read(body: Body, limit: usize) -> Result<Bytes, Unreadable> {
    let mut body = body;
    let mut read = Vec::with_capacity(expected(&body).min(limit));
    while let Some(chunk) = next(&mut body).await? {
        if read.len() + chunk.len() > limit {
            drop(read);
            // Whether it ends in time or not, the answer is the same.
            let _ = tokio::time::timeout(DRAINED_FOR, drain(body)).await;
            return Err(Unreadable::TooLarge);
        }
        read.extend_from_slice(&chunk);
    }
    Ok(read.into())
}

/// What the request says its body's length is.
fn expected(body: &Body) -> usize {
    usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX)
}

async fn drain(mut body: Body) {
    let mut taken = 0;
    while taken < DRAINED_BYTES {
        match next(&mut body).await {
            Ok(Some(chunk)) => taken += chunk.len(),
            _ => return,
        }
    }
}

async fn next(body: &mut Body) -> Result<Option<Bytes>, Unreadable> {
    loop {
        match poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await {
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
