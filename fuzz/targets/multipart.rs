//! Arbitrary bytes as a multipart body: a parsed form has only allowed names, each once.
#![no_main]

use axum::http::HeaderValue;
use libfuzzer_sys::fuzz_target;
use open_ticket::ticket::FileName;
use open_ticket_relay::body::{MultipartForm, check_parameter_names};
use std::sync::LazyLock;
use tokio::runtime::{Builder, Runtime};

const CONTENT_TYPE: HeaderValue = HeaderValue::from_static("multipart/form-data; boundary=x");

static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_current_thread().build().expect("a runtime"));

fuzz_target!(|body: &[u8]| {
    let parsed = RUNTIME.block_on(MultipartForm::parse(&CONTENT_TYPE, body.to_vec().into()));
    if let Ok(form) = parsed {
        check(&form);
    }
});

fn check(form: &MultipartForm) {
    assert!(check_parameter_names(&form.pairs).is_ok());
    for file in &form.files {
        assert!(FileName::parse(file.name().as_str()).is_ok());
    }
}
