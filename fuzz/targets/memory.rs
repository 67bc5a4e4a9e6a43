//! Arbitrary bytes as a part of a large body: parsing takes at most three times the size of the body.
//! The first byte selects the format; the rest is repeated.
#![no_main]

use axum::http::HeaderValue;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use libfuzzer_sys::fuzz_target;
use open_ticket::wire::{self, urlencoded};
use open_ticket_relay::body::MultipartForm;
use peak_alloc::PeakAlloc;
use std::sync::LazyLock;
use tokio::runtime::{Builder, Runtime};

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// Size of a body, in bytes.
const BODY_BYTES: usize = 1 << 20;

/// Memory of a parser that does not depend on the body, in bytes.
const OTHER_BYTES: usize = 256 << 10;

const CONTENT_TYPE: HeaderValue = HeaderValue::from_static("multipart/form-data; boundary=x");

static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_current_thread().build().expect("a runtime"));

fuzz_target!(|input: &[u8]| {
    let Some((format, pattern)) = input.split_first() else {
        return;
    };
    // The bytes before the first NUL are the start, which is not repeated.
    let nul = pattern.iter().position(|byte| *byte == 0);
    let (start, repeated) = match nul {
        Some(nul) => (&pattern[..nul], &pattern[nul + 1..]),
        None => (&[][..], pattern),
    };
    if repeated.is_empty() {
        return;
    }
    let content = |size: usize| {
        let repeated = repeated
            .iter()
            .cycle()
            .take(size.saturating_sub(start.len()));
        start.iter().chain(repeated).copied().collect::<Vec<_>>()
    };
    let ticket = "action=OpenTicket&deptid=1&name=a&email=a@b.de&subject=s&message=m";
    let parameter = |name: &str| {
        let value = STANDARD.encode(content(BODY_BYTES / 4 * 3));
        format!("{ticket}&{name}={}", value.replace('+', "%2B")).into_bytes()
    };
    let body = match format {
        b'f' => parameter("attachments"),
        b'c' => parameter("customfields"),
        _ => content(BODY_BYTES),
    };
    let (size, before) = (body.len(), ALLOCATOR.current_usage());
    ALLOCATOR.reset_peak_usage();
    if *format == b'm' {
        drop(RUNTIME.block_on(MultipartForm::parse(&CONTENT_TYPE, body.into())));
    } else {
        drop(urlencoded::parse_owned(body).map(wire::decode_owned_pairs));
    }
    // The body itself is part of `before`.
    let peak = ALLOCATOR.peak_usage().saturating_sub(before) + size;
    assert!(
        peak <= 3 * size + OTHER_BYTES,
        "{peak} bytes for a body of {size}"
    );
});
