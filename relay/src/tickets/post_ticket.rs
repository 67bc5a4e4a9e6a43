//! `POST /api/ticket`: selects the handler by the media type of the request.

use super::no_script_form::RecentForms;
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
use axum::response::Response;
use std::sync::Arc;

/// Opens a ticket from a URL-encoded request of a script, or from an HTML form without scripts.
pub async fn post_ticket(
    State(state): State<Arc<AppState>>,
    peer: Option<Extension<PeerAddress>>,
    Extension(recent_forms): Extension<Arc<RecentForms>>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let media_type = media_type(&headers);
    let is_form = media_type == "multipart/form-data";
    let context = RequestContext::from_headers(&state, peer.as_deref(), &headers, is_form);
    if is_form {
        return no_script_form::submit_form(&state, &recent_forms, context, &headers, body).await;
    }
    let result = match context {
        Err(error) => Err(error),
        Ok(_) if media_type != "application/x-www-form-urlencoded" => {
            Err(ApiError::UnsupportedMediaType)
        }
        Ok(context) => urlencoded_ticket::open(&state, context, body).await,
    };
    match result {
        Err(error) if no_script_form::accepts_html(&headers) => no_script_form::error_page(&error),
        result => respond(result),
    }
}
