//! The nouns, seen from outside: what is one, and what is none.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by a panic, and so do the functions it shares"
)]

#[path = "ticket/file_names.rs"]
mod file_names;
#[path = "ticket/people.rs"]
mod people;
#[path = "ticket/texts.rs"]
mod texts;
