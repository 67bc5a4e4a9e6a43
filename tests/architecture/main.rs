//! The architecture as ARCHITECTURE.md states it, checked against the imports of the code.
//!
//! The tables of ARCHITECTURE.md are the specification: the tests parse them and compare each row
//! with what the code uses, in both directions. Each check has a negative test, which adds a violation.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod code_rules;
mod conformance;
mod cycles;
mod imports;
mod layers;
mod resolve;
mod sources;
mod table;
