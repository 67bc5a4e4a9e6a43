//! The form's files, served from the folder `--dist`: the production page, or the demo page with the
//! sandbox.

use super::cache_control::cache_control;
use super::content_security_policy::PAGE_POLICY;
use super::demo_page::signed_in_demo_page;
use super::not_found_page::not_found_page;
use super::notice_page::notice_page;
use crate::auth::SigningKey;
use axum::Router;
use axum::body::Body;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use tower::ServiceExt;
use tower_http::services::ServeDir;

const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-resource-policy");

/// The page of a site with the form.
const INDEX: &str = "/index.html";

/// The demo page, and the prefix of the names of its files.
const DEMO_INDEX: &str = "/demo.html";
const DEMO_FILES: &str = "demo.";

/// Kind of site that the files are served for.
#[derive(Clone, Debug)]
pub enum SiteKind {
    /// A site with WHMCS. The files of the demo are not served.
    Production,
    /// The demo with the sandbox. With a signing key, `/?as=client` shows the demo page
    /// for a signed-in client.
    Demo(Option<SigningKey>),
}

/// Query of the demo page.
#[derive(Deserialize)]
struct DemoQuery {
    r#as: Option<String>,
}

#[derive(Clone, Debug)]
struct Files {
    dist: PathBuf,
    folder: ServeDir<axum::routing::MethodRouter>,
    kind: SiteKind,
}

/// Returns routes for the files of a folder. Pages get the strict Content Security Policy; all
/// other files are available to any origin, in the smallest encoding that the browser accepts.
pub fn static_files(dist: &Path, kind: SiteKind) -> Router {
    let files = Files {
        dist: dist.to_owned(),
        folder: ServeDir::new(dist)
            // Without index pages of folders, there is no redirect to a path with a slash, which
            // browsers could read as another host: `//npm/`.
            .append_index_html_on_directories(false)
            .precompressed_br()
            .precompressed_gzip()
            .fallback(any(missing_file)),
        kind,
    };
    Router::new()
        .route("/", get(index_page))
        .fallback_service(files.folder.clone())
        .layer(middleware::from_fn_with_state(files.clone(), hide_demo))
        .with_state(files)
        .layer(middleware::from_fn(add_headers))
}

impl Files {
    /// Returns the path of the page for `/`. A folder that was built by Trunk has the demo page as
    /// index.html.
    fn index(&self) -> &'static str {
        match self.kind {
            SiteKind::Demo(_) if self.file(DEMO_INDEX).is_file() => DEMO_INDEX,
            _ => INDEX,
        }
    }

    fn file(&self, path: &str) -> PathBuf {
        self.dist.join(path.trim_start_matches('/'))
    }
}

async fn index_page(
    State(files): State<Files>,
    query: Query<DemoQuery>,
    mut request: Request,
) -> Response {
    let page = files.file(files.index());
    let signed_in = match (&files.kind, query.r#as.as_deref()) {
        (SiteKind::Demo(Some(key)), Some("client")) => signed_in_demo_page(key, &page).await,
        _ => None,
    };
    if let Some(page) = signed_in {
        return page.into_response();
    }
    *request.uri_mut() = Uri::from_static(files.index());
    match files.folder.oneshot(request).await {
        Ok(response) => response.map(Body::new),
        Err(never) => match never {},
    }
}

/// Hides the files of the demo from the visitors of a site with WHMCS.
async fn hide_demo(State(files): State<Files>, request: Request, next: Next) -> Response {
    let is_production = matches!(files.kind, SiteKind::Production);
    if is_production && is_demo_file(request.uri().path()) {
        return not_found_page();
    }
    next.run(request).await
}

/// Returns `true` for the path of a demo file in any spelling: the service decodes paths and ignores
/// repeated slashes.
fn is_demo_file(path: &str) -> bool {
    let path = percent_decode_str(path).decode_utf8_lossy();
    path.trim_start_matches(['/', '.']).starts_with(DEMO_FILES)
}

/// Responds to a path without a file.
async fn missing_file(uri: Uri) -> Response {
    if !matches!(uri.path(), INDEX | DEMO_INDEX) {
        return not_found_page();
    }
    notice_page(
        StatusCode::NOT_FOUND,
        "The form is not built yet",
        "The folder given with --dist has no index.html. Run `make dist` to build it, or `make run` \
         to build it and start the relay.",
    )
}

async fn add_headers(request: Request, next: Next) -> Response<Body> {
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    let cache_control = cache_control(&path, response.status());
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
    let headers = response.headers_mut();
    if is_page {
        set_default(headers, header::CONTENT_SECURITY_POLICY, PAGE_POLICY);
        set_default(headers, header::REFERRER_POLICY, "same-origin");
    } else {
        set_default(headers, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        set_default(headers, CROSS_ORIGIN_RESOURCE_POLICY, "cross-origin");
    }
    set_default(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set_default(headers, header::CACHE_CONTROL, cache_control);
    headers.append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    response
}

/// Sets a header unless the response already has it.
fn set_default(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers
        .entry(name)
        .or_insert(HeaderValue::from_static(value));
}
