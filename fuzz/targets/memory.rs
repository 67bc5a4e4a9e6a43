//! Arbitrary bytes as a part of a body: parsing takes at most three times the size of the body.
//! The first byte selects the format; the rest, or its part after the first NUL, is repeated.
//!
//! A small body is measured first, which takes microseconds. A large body follows if the small one
//! took more memory than expected, and for one in 1,024 of the other inputs: a parser's memory may
//! grow only above a certain size. libFuzzer gets the peaks as counters, and keeps inputs with new ones.
//!
//! The counters of the allocator replace AddressSanitizer.
#![no_main]

use axum::http::HeaderValue;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use libfuzzer_sys::fuzz_target;
use open_ticket::wire::{self, urlencoded};
use open_ticket_relay::body::MultipartForm;
use peak_alloc::PeakAlloc;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::iter;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU8, Ordering};
use tokio::runtime::{Builder, Runtime};

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// Size of the body that is measured for each input, in bytes.
const SMALL_BYTES: usize = 16 << 10;

/// Size of a large body, in bytes.
const LARGE_BYTES: usize = 1 << 20;

/// Memory that a parser may take regardless of the size of the body, in bytes.
const OTHER_BYTES: usize = 256 << 10;

/// As `OTHER_BYTES`, for a small body. If a parser takes more, a large body decides.
const SMALL_OTHER_BYTES: usize = 8 << 10;

/// As `SMALL_OTHER_BYTES`, for a list of files or answers, which has up to 1,000 elements.
const SMALL_LIST_BYTES: usize = 64 << 10;

/// Share of the inputs that are measured with a large body in any case: one in this number.
const LARGE_SHARE: u64 = 1_024;

/// Number of peaks that are distinguished for each format, in steps of a quarter of the body's size.
const STEPS: usize = 64;

const CONTENT_TYPE: HeaderValue = HeaderValue::from_static("multipart/form-data; boundary=x");

/// Peaks that this input has reached, by format. libFuzzer reads and clears this section
/// (`FuzzerExtraCounters.cpp`), and treats each counter like a new edge of the program.
#[unsafe(link_section = "__libfuzzer_extra_counters")]
static REACHED: [AtomicU8; 4 * STEPS] = [const { AtomicU8::new(0) }; 4 * STEPS];

static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_current_thread().build().expect("a runtime"));

/// Pattern of an input.
struct Pattern<'a> {
    format: u8,
    /// Start of the body, which is not repeated.
    start: &'a [u8],
    repeated: &'a [u8],
}

impl<'a> Pattern<'a> {
    /// Parses an input. The bytes between the format and the first NUL are the start.
    fn parse(input: &'a [u8]) -> Option<Self> {
        let (&format, pattern) = input.split_first()?;
        let nul = pattern.iter().position(|byte| *byte == 0);
        let (start, repeated) = match nul {
            Some(nul) => (&pattern[..nul], &pattern[nul + 1..]),
            None => (&[][..], pattern),
        };
        (!repeated.is_empty()).then_some(Self {
            format,
            start,
            repeated,
        })
    }

    fn content(&self, size: usize) -> Vec<u8> {
        let mut content = Vec::with_capacity(size);
        for part in iter::once(self.start).chain(iter::repeat(self.repeated)) {
            content.extend_from_slice(&part[..part.len().min(size - content.len())]);
            if content.len() == size {
                return content;
            }
        }
        content
    }

    fn body(&self, size: usize) -> Vec<u8> {
        const TICKET: &str = "action=OpenTicket&deptid=1&name=a&email=a@b.de&subject=s&message=m";
        let parameter = |name: &str| {
            let value = STANDARD.encode(self.content(size / 4 * 3));
            format!("{TICKET}&{name}={}", value.replace('+', "%2B")).into_bytes()
        };
        match self.format {
            b'f' => parameter("attachments"),
            b'c' => parameter("customfields"),
            _ => self.content(size),
        }
    }

    /// Parses a body of about this size. Returns its size, and the peak of the memory including the
    /// body.
    fn measure(&self, size: usize) -> (usize, usize) {
        let body = self.body(size);
        let (size, before) = (body.len(), ALLOCATOR.current_usage());
        ALLOCATOR.reset_peak_usage();
        if self.format == b'm' {
            drop(RUNTIME.block_on(MultipartForm::parse(&CONTENT_TYPE, body.into())));
        } else {
            drop(urlencoded::parse_owned(body).map(wire::decode_owned_pairs));
        }
        // The body itself is part of `before`.
        (size, ALLOCATOR.peak_usage().saturating_sub(before) + size)
    }

    fn record(&self, size: usize, peak: usize) {
        let format = b"fcm".iter().position(|format| *format == self.format);
        let step = (4 * peak / size).min(STEPS - 1);
        REACHED[format.unwrap_or(3) * STEPS + step].store(1, Ordering::Relaxed);
    }
}

fuzz_target!(|input: &[u8]| {
    let Some(pattern) = Pattern::parse(input) else {
        return;
    };
    let (size, peak) = pattern.measure(SMALL_BYTES);
    pattern.record(size, peak);
    let mut hasher = DefaultHasher::new();
    input.hash(&mut hasher);
    let is_selected = hasher.finish() % LARGE_SHARE == 0;
    let other_bytes = match pattern.format {
        b'f' | b'c' => SMALL_LIST_BYTES,
        _ => SMALL_OTHER_BYTES,
    };
    if peak <= 3 * size + other_bytes && !is_selected {
        return;
    }
    let (size, peak) = pattern.measure(LARGE_BYTES);
    assert!(
        peak <= 3 * size + OTHER_BYTES,
        "{peak} bytes for a body of {size}"
    );
});
