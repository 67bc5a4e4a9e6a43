//! A request body with a buffered prefix, from which the request can be refused early.

use super::body_reader::{BodyError, BodyReader, BodyTimeouts};
use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};
use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Maximum size of a prefix, in bytes. Prefixes do not count towards the memory budget of buffered
/// bodies, so the prefixes of 10,000 slow connections must fit into memory.
const MAX_PREFIX_BYTES: usize = 8 << 10;

struct PrefixedBody {
    beginning: VecDeque<Bytes>,
    rest: Body,
}

/// Reads the start of a body until `is_enough` returns `true`, but not much more than 8 KiB.
/// Returns the complete body.
///
/// # Errors
/// [`BodyError::Incomplete`] or [`BodyError::TooSlow`].
pub async fn peek_body(
    body: Body,
    timeouts: BodyTimeouts,
    is_enough: impl Fn() -> bool,
) -> Result<Body, BodyError> {
    let mut reader = BodyReader::new(body, timeouts);
    let (mut beginning, mut size) = (VecDeque::new(), 0);
    while size < MAX_PREFIX_BYTES && !is_enough() {
        let Some(chunk) = reader.next_chunk().await? else {
            break;
        };
        size += chunk.len();
        beginning.push_back(chunk);
    }
    let rest = reader.into_body();
    Ok(Body::new(PrefixedBody { beginning, rest }))
}

impl HttpBody for PrefixedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        match self.beginning.pop_front() {
            Some(chunk) => Poll::Ready(Some(Ok(Frame::data(chunk)))),
            None => Pin::new(&mut self.rest).poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.beginning.is_empty() && self.rest.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let read: usize = self.beginning.iter().map(Bytes::len).sum();
        let (read, rest) = (read as u64, self.rest.size_hint());
        let mut hint = SizeHint::new();
        hint.set_lower(rest.lower().saturating_add(read));
        if let Some(upper) = rest.upper() {
            hint.set_upper(upper.saturating_add(read));
        }
        hint
    }
}
