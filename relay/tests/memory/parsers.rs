//! The parsers of the relay and of the sandbox.

use crate::ALLOCATOR;
use crate::shapes::{Shape, shapes};
use axum::body::Body;
use axum::http::{HeaderValue, Request, header};
use open_ticket::wire::{self, urlencoded};
use open_ticket_relay::body::{BodyTimeouts, MultipartForm, buffer_body};
use open_ticket_sandbox::{API_PATH, Sandbox, SandboxOptions};
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;

/// Maximum size of a body, in bytes: eight times what the relay buffers in memory.
const BODY_BYTES: usize = 2 << 20;

/// Maximum peak, in sizes of the body.
const MAX_FACTOR: usize = 3;

const TIMEOUTS: BodyTimeouts = BodyTimeouts {
    idle: Duration::from_secs(60),
    min_bytes_per_second: 0,
};

/// Returns the peak of the memory that `work` allocates, in bytes.
fn peak_of(work: impl FnOnce()) -> usize {
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    work();
    ALLOCATOR.peak_usage().saturating_sub(before)
}

/// Parses a body as the relay does. The body is in a temporary file.
fn parse(runtime: &Runtime, shape: &Shape, body: Body) {
    let parsed = async {
        let body = buffer_body(body, BODY_BYTES, TIMEOUTS).await.unwrap();
        if shape.content_type.starts_with("multipart/") {
            let content_type: HeaderValue = shape.content_type.parse().unwrap();
            drop(MultipartForm::parse_buffered(&content_type, body).await);
        } else {
            let bytes = body.into_bytes().unwrap();
            let pairs = urlencoded::parse_owned(bytes.into());
            drop(pairs.map(wire::decode_owned_pairs));
        }
    };
    runtime.block_on(parsed);
}

/// Returns a body that is generated while it is read, so that only the parser's copies count.
fn streamed(parts: &[&'static [u8]]) -> Body {
    let chunks = parts.iter().flat_map(|part| part.chunks(16 << 10));
    let chunks: Vec<_> = chunks.map(Ok::<_, std::io::Error>).collect();
    Body::from_stream(futures_util::stream::iter(chunks))
}

#[test]
fn no_shape_takes_more_than_three_times_its_body() {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let options = SandboxOptions {
        max_body_bytes: BODY_BYTES + 1_024,
        ..SandboxOptions::new(folder.path().join("sandbox.db"))
    };
    let sandbox = Sandbox::open(options).unwrap().api_routes();
    let mut failures = Vec::new();
    for shape in shapes(BODY_BYTES) {
        assert!(
            shape.body.len() <= BODY_BYTES,
            "{}: {}",
            shape.name,
            shape.body.len()
        );
        let bytes: &'static [u8] = shape.body.clone().leak();
        let credentials: &'static [u8] = match shape.content_type.starts_with("multipart/") {
            true => b"",
            false => b"identifier=sandbox&secret=sandbox&",
        };
        let mut check = |parser: &str, peak: usize| {
            if peak > MAX_FACTOR * bytes.len() {
                failures.push(format!(
                    "{parser}: {}: {peak} for {}",
                    shape.name,
                    bytes.len()
                ));
            }
        };
        check(
            "relay",
            peak_of(|| parse(&runtime, &shape, streamed(&[bytes]))),
        );
        let post = || {
            let request = Request::post(API_PATH)
                .header(header::CONTENT_TYPE, &shape.content_type)
                .body(streamed(&[credentials, bytes]))
                .unwrap();
            drop(runtime.block_on(sandbox.clone().oneshot(request)));
        };
        check("sandbox", peak_of(post));
    }
    assert_eq!(failures, Vec::<String>::new());
}
