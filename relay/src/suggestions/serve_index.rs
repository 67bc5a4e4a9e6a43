//! `GET /api/ticket/suggestions.json`: the index. It is public, and the same for every requester.

use crate::access::cors_layer;
use crate::app_state::AppState;
use crate::route_paths;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use open_ticket_http_responses::NOSNIFF;
use serde::Deserialize;
use std::sync::Arc;

/// `Cache-Control` of the URL in the rules, which contains the hash of the content.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// `Cache-Control` of any other URL.
const REVALIDATE: &str = "no-cache";

/// Query of the index.
#[derive(Deserialize)]
struct IndexQuery {
    /// Hash of the content.
    v: Option<String>,
}

/// Returns the route of the index, which pages of allowed origins can read.
pub fn routes(state: Arc<AppState>) -> Router {
    let cors = cors_layer(&state.allowed_origins);
    Router::new()
        .route(route_paths::SUGGESTIONS, get(get_index))
        .layer(cors)
        .with_state(state)
}

async fn get_index(
    State(state): State<Arc<AppState>>,
    Query(query): Query<IndexQuery>,
    headers: HeaderMap,
) -> Response {
    let Some(index) = state.knowledge_base.current() else {
        let cache_control = (header::CACHE_CONTROL, HeaderValue::from_static(REVALIDATE));
        return (StatusCode::NOT_FOUND, [cache_control], "There is no index").into_response();
    };
    // Weak: all encodings share it (RFC 9110, section 8.8.1).
    let tag = format!("W/\"{}\"", index.hash);
    let is_current = query.v.as_deref() == Some(&index.hash);
    let value = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let known = value(header::IF_NONE_MATCH).unwrap_or_default();
    let is_known = known
        .split(',')
        .any(|known| matches_tag(known.trim(), &index.hash));
    let accept_encoding = value(header::ACCEPT_ENCODING).unwrap_or_default();
    let (content, encoding) = index.encoded_for(accept_encoding);
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let content_type = HeaderValue::from_static("application/json; charset=utf-8");
        let mut response =
            ([(header::CONTENT_TYPE, content_type), NOSNIFF], content).into_response();
        if let Some(encoding) = encoding {
            let encoding = HeaderValue::from_static(encoding);
            response
                .headers_mut()
                .insert(header::CONTENT_ENCODING, encoding);
        }
        response
    };
    let headers = response.headers_mut();
    let cache_control = if is_current { FOREVER } else { REVALIDATE };
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static(cache_control),
    );
    headers.insert(
        header::VARY,
        HeaderValue::from_static("Accept-Encoding, Origin"),
    );
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

/// Returns `true` if the entity tag matches the hash, by weak comparison (RFC 9110, section 8.8.3.2).
fn matches_tag(known: &str, hash: &str) -> bool {
    let tag = known.strip_prefix("W/").unwrap_or(known);
    known == "*" || tag.trim_matches('"') == hash
}
