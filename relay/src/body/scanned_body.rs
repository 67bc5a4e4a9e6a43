//! A request body that is scanned for text while it is read.

use super::text_scanner::{ScannedForm, TextScanner};
use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderMap, header};
use hyper::body::{Frame, SizeHint};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

/// Result of the scan: complete once the body has been read or dropped. Clones share it.
#[derive(Clone, Debug)]
pub struct Scan(Arc<Mutex<TextScanner>>);

struct ScannedBody {
    inner: Body,
    scanner: Arc<Mutex<TextScanner>>,
}

/// Wraps a body. Everything that is read from it is scanned, too.
pub fn scan(headers: &HeaderMap, body: Body) -> (Body, Scan) {
    let content_type = headers.get(header::CONTENT_TYPE);
    let content_type = content_type.and_then(|value| value.to_str().ok());
    let scanner = TextScanner::new(content_type.unwrap_or_default());
    let scanner = Arc::new(Mutex::new(scanner));
    let scan = Scan(Arc::clone(&scanner));
    let inner = body;
    (Body::new(ScannedBody { inner, scanner }), scan)
}

impl Scan {
    /// Returns the first text field with this name that is not empty, once all of it has been read.
    /// `None` if it is longer than `max_bytes`.
    #[must_use]
    pub fn complete_text(&self, name: &str, max_bytes: usize) -> Option<String> {
        let scanner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        scanner.complete_text(name, max_bytes).map(str::to_owned)
    }

    /// Returns the text and the files that were found.
    #[must_use]
    pub fn into_form(self) -> ScannedForm {
        let mut scanner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *scanner, TextScanner::new("")).into_form()
    }
}

impl HttpBody for ScannedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = ready!(Pin::new(&mut self.inner).poll_frame(context));
        if let Some(Ok(frame)) = &frame
            && let Some(data) = frame.data_ref()
        {
            let mut scanner = self.scanner.lock().unwrap_or_else(PoisonError::into_inner);
            scanner.feed(data);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
