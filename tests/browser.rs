//! What only a browser can show: mounting, typing, files, requests, the element.
//!
//! The transports are tested against a real server, `browser/server.mjs`, which
//! `tools/wasm-test-runner` starts beside the browser.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

#[path = "browser/element.rs"]
mod element;
#[path = "browser/files.rs"]
mod files;
#[path = "browser/form.rs"]
mod form;
#[path = "markdown/hurting.rs"]
mod hurting;
#[path = "browser/looks.rs"]
mod looks;
#[path = "browser/preview.rs"]
mod preview;
#[path = "browser/support.rs"]
mod support;
#[path = "browser/transport.rs"]
mod transport;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
