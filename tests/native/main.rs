//! Tests of the library's pure modules.
//!
//! One test binary links once. `cargo test --test native form::` runs the tests of one module.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by a panic, and so do its helper functions"
)]

mod drafts;
mod editor;
mod fixtures;
mod form;
mod locale;
mod markdown;
mod php;
mod rules;
mod suggestions;
mod ticket;
mod urls;
mod wire;
