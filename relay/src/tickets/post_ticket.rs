//! `POST /api/ticket`: selects the handler by the media type of the request.

use super::request_context::RequestContext;
use super::submission_response::respond;
use super::{no_script_form, urlencoded_ticket};
use crate::access::PeerAddress;
use crate::api_error::ApiError;
use crate::app_state::AppState;
use crate::body::media_type;
use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Opens a ticket from a URL-encoded request of a script, or from an HTML form without scripts.
pub async fn post_ticket(
    State(state): State<Arc<AppState>>,
    peer: Option<Extension<PeerAddress>>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let context = match RequestContext::from_headers(&state, peer.as_deref(), &headers) {
        Ok(context) => context,
        Err(error) => return error.into_response(),
    };
    match media_type(&headers).as_str() {
        "multipart/form-data" => no_script_form::submit_form(&state, context, &headers, body).await,
        "application/x-www-form-urlencoded" => {
            respond(urlencoded_ticket::open(&state, context, body).await)
        }
        _ => ApiError::UnsupportedMediaType.into_response(),
    }
}
