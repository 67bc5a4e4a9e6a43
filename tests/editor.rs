//! The editor's commands, keys and pastes, seen from outside.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by a panic, and so do the functions it shares"
)]

#[path = "editor/blocks.rs"]
mod blocks;
#[path = "editor/keys.rs"]
mod keys;
#[path = "editor/links.rs"]
mod links;
#[path = "editor/marks.rs"]
mod marks;
#[path = "editor/notation.rs"]
mod notation;
#[path = "editor/properties.rs"]
mod properties;
#[path = "editor/rich.rs"]
mod rich;
#[path = "editor/rich_properties.rs"]
mod rich_properties;
#[path = "editor/seen.rs"]
mod seen;
#[path = "editor/tables.rs"]
mod tables;
#[path = "editor/texts.rs"]
mod texts;
