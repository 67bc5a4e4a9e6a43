//! Any bytes as a body for the sandbox's api.php, without credentials: it reads all of it before it
//! refuses. The first byte chooses the content type.
#![no_main]

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use libfuzzer_sys::fuzz_target;
use open_ticket_relay::sandbox::{API_PATH, Mask, Sandbox, Store};
use std::sync::LazyLock;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;

const MAX_BODY: usize = 1 << 20;

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    let runtime = Builder::new_current_thread().enable_time().build();
    runtime.expect("a runtime")
});

static API: LazyLock<Router> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(&folder.path().join("sandbox.db"), &[]).expect("a database");
    let mask = Mask::parse("%n%n%n%n%n%n").expect("a mask");
    Sandbox::new(store, mask, MAX_BODY).api()
});

fuzz_target!(|input: &[u8]| {
    let Some((first, body)) = input.split_first() else {
        return;
    };
    let content_type = match first {
        b'm' => "multipart/form-data; boundary=x",
        _ => "application/x-www-form-urlencoded",
    };
    let request = Request::post(API_PATH)
        .header(header::CONTENT_TYPE, content_type)
        .body(Body::from(body.to_vec()))
        .expect("a request");
    let Ok(answer) = RUNTIME.block_on(API.clone().oneshot(request));
    assert_ne!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
});
