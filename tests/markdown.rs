//! Markdown, seen from outside: its rules in sentences, the specifications' own examples, the
//! collections of attacks, and texts made to hurt.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by a panic, and so do the functions it shares"
)]

#[path = "markdown/autolinks.rs"]
mod autolinks;
#[path = "markdown/commonmark.rs"]
mod commonmark;
#[path = "markdown/corpora.rs"]
mod corpora;
#[path = "markdown/gfm.rs"]
mod gfm;
#[path = "markdown/hostile.rs"]
mod hostile;
#[path = "markdown/hurting.rs"]
mod hurting;
#[path = "markdown/limits.rs"]
mod limits;
#[path = "markdown/links.rs"]
mod links;
#[path = "markdown/pathological.rs"]
mod pathological;
#[path = "markdown/properties.rs"]
mod properties;
#[path = "markdown/reader.rs"]
mod reader;
#[path = "markdown/rules.rs"]
mod rules;
#[path = "markdown/writer.rs"]
mod writer;
