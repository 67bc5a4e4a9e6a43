//! A request body that pauses once, for work that has to be done before the rest is read.

use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// Work during a pause.
pub type Pause = Pin<Box<dyn Future<Output = ()> + Send>>;

struct PausedBody<F> {
    inner: Body,
    /// Returns the work once it is due. `None` after it has started.
    start: Option<F>,
    pause: Option<Pause>,
    /// Frame that is returned after the pause.
    held: Option<Frame<Bytes>>,
}

/// Wraps a body. `start` is called after each frame, until it returns work; that frame is returned
/// once the work has ended.
pub fn pause_once(
    body: Body,
    start: impl FnMut() -> Option<Pause> + Send + Unpin + 'static,
) -> Body {
    Body::new(PausedBody {
        inner: body,
        start: Some(start),
        pause: None,
        held: None,
    })
}

impl<F: FnMut() -> Option<Pause> + Unpin> HttpBody for PausedBody<F> {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = &mut *self;
        if this.pause.is_none() {
            let frame = ready!(Pin::new(&mut this.inner).poll_frame(context));
            let Some(Ok(frame)) = frame else {
                return Poll::Ready(frame);
            };
            let Some(pause) = this.start.as_mut().and_then(|start| start()) else {
                return Poll::Ready(Some(Ok(frame)));
            };
            this.start = None;
            (this.pause, this.held) = (Some(pause), Some(frame));
        }
        if let Some(pause) = &mut this.pause {
            ready!(pause.as_mut().poll(context));
        }
        this.pause = None;
        Poll::Ready(this.held.take().map(Ok))
    }

    fn is_end_stream(&self) -> bool {
        self.held.is_none() && self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
