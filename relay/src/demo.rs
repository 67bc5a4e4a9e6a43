//! The demo page and the form's files.

use crate::clock;
use crate::identity::{AUDIENCE, Claims, MAX_LIFE, SigningKey};
use crate::page;
use axum::Router;
use axum::body::Body;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::middleware;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{any, get};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use tower::ServiceExt;
use tower_http::services::ServeDir;

const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-resource-policy");

/// How long the demo page's token lasts, in seconds.
const TOKEN_LIFE: u64 = MAX_LIFE;

/// What the demo page asks for by its query.
#[derive(Deserialize)]
struct View {
    r#as: Option<String>,
}

/// What the demo page is made of.
#[derive(Clone, Debug)]
struct Demo {
    page: PathBuf,
    files: ServeDir<axum::routing::MethodRouter>,
    signing_key: Option<SigningKey>,
}

/// Serves a folder: its pages under the strict policy, everything else to any site, each file in
/// its smallest form that the browser takes. With a key, `/?as=client` is signed in.
pub fn files(dist: &Path, signing_key: Option<SigningKey>) -> Router {
    let demo = Demo {
        page: dist.join("index.html"),
        files: ServeDir::new(dist)
            .precompressed_br()
            .precompressed_gzip()
            .fallback(any(missing)),
        signing_key,
    };
    Router::new()
        .route("/", get(home))
        .fallback_service(demo.files.clone())
        .with_state(demo)
        .layer(middleware::map_response(with_headers))
}

/// The demo page as it is, or with a token in its element, as a site's own server puts it there.
async fn home(State(demo): State<Demo>, view: Query<View>, request: Request) -> Response {
    let signed_in = match (&demo.signing_key, view.r#as.as_deref()) {
        (Some(key), Some("client")) => signed_in(key, &demo.page).await,
        _ => None,
    };
    match signed_in {
        Some(page) => page.into_response(),
        None => match demo.files.oneshot(request).await {
            Ok(response) => response.map(Body::new),
            Err(never) => match never {},
        },
    }
}

async fn signed_in(key: &SigningKey, page: &Path) -> Option<impl IntoResponse> {
    let page = tokio::fs::read_to_string(page).await.ok()?;
    let now = clock::seconds();
    let token = key.mint(&Claims {
        aud: AUDIENCE.to_owned(),
        iat: now,
        exp: now + TOKEN_LIFE,
        client: 1,
        user: Some(1),
        contact: None,
        name: Some("Ada Lovelace".to_owned()),
        email: Some("ada@example.com".to_owned()),
        services: None,
        domains: None,
    })?;
    // A token is letters, digits, `-`, `_` and dots: nothing in it ends an attribute.
    let element = format!("<open-ticket token=\"{token}\"");
    let page = page.replacen("<open-ticket", &element, 1);
    Some(([(header::CACHE_CONTROL, "no-store")], Html(page)))
}

/// Says what is missing: everything, or one page.
async fn missing(uri: Uri) -> Response {
    if !matches!(uri.path(), "/" | "/index.html") {
        return page::not_found();
    }
    page::notice(
        StatusCode::NOT_FOUND,
        "The form is not built yet",
        "The folder that --dist names holds no index.html. `make dist` builds it; `make run` \
         builds it and starts the relay.",
    )
}

async fn with_headers(mut response: Response<Body>) -> Response<Body> {
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
    let headers = response.headers_mut();
    if is_page {
        set(headers, header::CONTENT_SECURITY_POLICY, page::DEMO_POLICY);
        set(headers, header::REFERRER_POLICY, "same-origin");
    } else {
        set(headers, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        set(headers, CROSS_ORIGIN_RESOURCE_POLICY, "cross-origin");
    }
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // Names stay the same from build to build: a browser asks whether a file is still the same.
    set(headers, header::CACHE_CONTROL, "no-cache");
    headers.append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    response
}

/// Sets a header that the answer has not set itself.
fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers
        .entry(name)
        .or_insert(HeaderValue::from_static(value));
}
