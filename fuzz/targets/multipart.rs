//! Any bytes as the body of a plain HTML form: no name but those of the list comes through, and
//! none of them twice.
#![no_main]

use axum::http::HeaderValue;
use libfuzzer_sys::fuzz_target;
use open_ticket::ticket::FileName;
use open_ticket_relay::intake::multipart::{Plain, parse};
use open_ticket_relay::intake::names;
use std::sync::LazyLock;
use tokio::runtime::{Builder, Runtime};

const CONTENT_TYPE: HeaderValue = HeaderValue::from_static("multipart/form-data; boundary=x");

static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_current_thread().build().expect("a runtime"));

fuzz_target!(|body: &[u8]| {
    let parsed = RUNTIME.block_on(parse(&CONTENT_TYPE, body.to_vec().into()));
    if let Ok(plain) = parsed {
        check(&plain);
    }
});

fn check(plain: &Plain) {
    assert!(names::check(&plain.pairs).is_ok());
    for file in &plain.files {
        assert!(FileName::parse(file.name().as_str()).is_ok());
    }
}
