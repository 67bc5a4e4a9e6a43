//! Tests in a browser: mounting, typing, files, requests, the element.
//!
//! Requests go to a real server, `browser/server.mjs`, which `tools/wasm-test-runner` starts together
//! with the browser.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod element;
mod endpoint;
mod file_checks;
mod form;
mod html_parser;
mod leptos_view;
mod preview;
mod request_body;
mod support;

/// The inputs that the native tests of the parser use as well.
mod stress_inputs {
    include!("../native/fixtures/stress_inputs.rs");
}

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
