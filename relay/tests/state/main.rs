//! The state, in a file and in Redis: the same sentences hold for both.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod file;
mod intents;
mod model;
mod pace;
mod rates;
#[path = "../redis/mod.rs"]
mod redis_server;
mod steps;
mod support;
mod texts;
mod together;
