//! Arbitrary bytes as a request body for the sandbox's api.php, without credentials: the whole body
//! is parsed before the credentials are checked. The first byte selects the content type.
#![no_main]

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use libfuzzer_sys::fuzz_target;
use open_ticket_sandbox::{API_PATH, Sandbox, SandboxOptions};
use std::sync::LazyLock;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;

const MAX_BODY_BYTES: usize = 1 << 20;

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    let runtime = Builder::new_current_thread().enable_time().build();
    runtime.expect("a runtime")
});

static API: LazyLock<Router> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let options = SandboxOptions {
        max_body_bytes: MAX_BODY_BYTES,
        ..SandboxOptions::new(folder.path().join("sandbox.db"))
    };
    Sandbox::open(options).expect("a sandbox").api_routes()
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
    let Ok(response) = RUNTIME.block_on(API.clone().oneshot(request));
    assert_ne!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
});
