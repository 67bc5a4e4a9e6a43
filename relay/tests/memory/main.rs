//! Memory that request bodies take: at most three times their size, for any structure.
//!
//! The counters of the allocator measure the parsers one after another, so this binary has one test.

// A failure of the tests' own tools ends the test.
#![allow(clippy::panic, clippy::unwrap_used)]

mod parsers;
mod shapes;

use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;
