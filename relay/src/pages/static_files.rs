//! The form's files and the demo page, served from the folder `--dist`.

use super::demo_page::{DEMO_PAGE_POLICY, signed_in_demo_page};
use super::notice_page::{not_found_page, notice_page};
use crate::auth::SigningKey;
use axum::Router;
use axum::body::Body;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use tower::ServiceExt;
use tower_http::services::ServeDir;

const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-resource-policy");

/// Query of the demo page.
#[derive(Deserialize)]
struct DemoQuery {
    r#as: Option<String>,
}

#[derive(Clone, Debug)]
struct Files {
    index: PathBuf,
    folder: ServeDir<axum::routing::MethodRouter>,
    signing_key: Option<SigningKey>,
}

/// Returns routes for the files of a folder. Pages get the strict Content Security Policy; all
/// other files are available to any origin, in the smallest encoding that the browser accepts. With
/// a signing key, `/?as=client` shows the demo page to a signed-in client.
pub fn static_files(dist: &Path, signing_key: Option<SigningKey>) -> Router {
    let files = Files {
        index: dist.join("index.html"),
        folder: ServeDir::new(dist)
            .precompressed_br()
            .precompressed_gzip()
            .fallback(any(missing_file)),
        signing_key,
    };
    Router::new()
        .route("/", get(demo_page))
        .fallback_service(files.folder.clone())
        .with_state(files)
        .layer(middleware::map_response(add_headers))
}

async fn demo_page(
    State(files): State<Files>,
    query: Query<DemoQuery>,
    request: Request,
) -> Response {
    let signed_in = match (&files.signing_key, query.r#as.as_deref()) {
        (Some(key), Some("client")) => signed_in_demo_page(key, &files.index).await,
        _ => None,
    };
    match signed_in {
        Some(page) => page.into_response(),
        None => match files.folder.oneshot(request).await {
            Ok(response) => response.map(Body::new),
            Err(never) => match never {},
        },
    }
}

/// Responds to a path without a file.
async fn missing_file(uri: Uri) -> Response {
    if !matches!(uri.path(), "/" | "/index.html") {
        return not_found_page();
    }
    notice_page(
        StatusCode::NOT_FOUND,
        "The form is not built yet",
        "The folder given with --dist has no index.html. Run `make dist` to build it, or `make run` \
         to build it and start the relay.",
    )
}

async fn add_headers(mut response: Response<Body>) -> Response<Body> {
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
    let headers = response.headers_mut();
    if is_page {
        set_default(headers, header::CONTENT_SECURITY_POLICY, DEMO_PAGE_POLICY);
        set_default(headers, header::REFERRER_POLICY, "same-origin");
    } else {
        set_default(headers, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        set_default(headers, CROSS_ORIGIN_RESOURCE_POLICY, "cross-origin");
    }
    set_default(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // File names are the same in every build, so browsers must revalidate.
    set_default(headers, header::CACHE_CONTROL, "no-cache");
    headers.append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    response
}

/// Sets a header unless the response already has it.
fn set_default(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers
        .entry(name)
        .or_insert(HeaderValue::from_static(value));
}
