//! Reading of request bodies, up to a size limit.

use axum::body::{Body, Bytes};
use http_body_util::BodyExt;
use std::time::Duration;
use tokio::time::timeout;

/// Maximum number of bytes over the limit that are discarded before the response. A client that
/// receives a response during its upload reports a broken connection instead.
const MAX_DRAINED_BYTES: usize = 64 << 20;

/// Maximum time for discarding the bytes over the limit.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(10);

/// Error of reading a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyError {
    /// The body is larger than the limit.
    TooLarge,
    /// The connection was closed before the end of the body.
    Interrupted,
}

/// Reads a body of at most `limit` bytes.
///
/// # Errors
/// [`BodyError`].
pub async fn read(mut body: Body, limit: usize) -> Result<Bytes, BodyError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = next_chunk(&mut body).await? {
        if bytes.len() + chunk.len() > limit {
            // The response is the same whether the rest arrives in time or not.
            let _ = timeout(DRAIN_TIMEOUT, drain(body)).await;
            return Err(BodyError::TooLarge);
        }
        if bytes.capacity() - bytes.len() < chunk.len() {
            // Growing by doubling would take three times the size of a large body.
            bytes.reserve_exact(chunk.len().max(bytes.len() / 4));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.into())
}

async fn next_chunk(body: &mut Body) -> Result<Option<Bytes>, BodyError> {
    match body.frame().await {
        None => Ok(None),
        // A trailers frame contains no bytes of the body.
        Some(Ok(frame)) => Ok(Some(frame.into_data().unwrap_or_default())),
        Some(Err(_)) => Err(BodyError::Interrupted),
    }
}

async fn drain(mut body: Body) {
    let mut drained = 0;
    while drained < MAX_DRAINED_BYTES {
        match next_chunk(&mut body).await {
            Ok(Some(chunk)) => drained += chunk.len(),
            Ok(None) | Err(_) => return,
        }
    }
}
