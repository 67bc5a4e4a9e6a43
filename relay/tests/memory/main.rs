//! Memory that request bodies take: at most three times their size, for any structure.
//!
//! The allocator's counters cover the whole process, so this binary has only one test.

// A panic in a test or a helper fails the test, as intended.
#![allow(clippy::panic, clippy::unwrap_used)]

mod parsers;
mod shapes;

use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;
