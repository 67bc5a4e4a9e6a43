//! `POST /api/ticket`: selects the handler by the media type of the request.

use super::key_receipt::KeyReceipt;
use super::request_context::{RequestContext, idempotency_key};
use super::state_error::state_unavailable;
use super::submission_response::respond;
use super::{no_script_form, urlencoded_ticket};
use crate::access::PeerAddress;
use crate::api_error::ApiError;
use crate::app_state::AppState;
use crate::body::media_type;
use crate::relative_links::relative_to;
use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use std::sync::Arc;

/// Opens a ticket from a URL-encoded request of a script, or from an HTML form without scripts.
pub async fn post_ticket(
    State(state): State<Arc<AppState>>,
    peer: Option<Extension<PeerAddress>>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let media_type = media_type(&headers);
    let is_form = media_type == "multipart/form-data";
    let mut context = RequestContext::from_headers(&state, peer.as_deref(), &headers, is_form);
    // Before any slow operation, including the body.
    let receipt = match record_key(&state, &mut context).await {
        Ok(receipt) => receipt,
        Err(error) => {
            context = Err(error);
            None
        }
    };
    let response = if is_form {
        let page = no_script_form::submit_form(&state, context, &headers, body);
        // On the heap, so that the future of a text ticket is small.
        Box::pin(relative_to(uri.path(), page)).await
    } else {
        let context = match context {
            Ok(_) if media_type != "application/x-www-form-urlencoded" => {
                Err(ApiError::UnsupportedMediaType)
            }
            context => context,
        };
        let result = match context {
            Ok(context) => urlencoded_ticket::open(&state, context, body).await,
            Err(error) => {
                let key = idempotency_key(&headers).ok().flatten();
                state.respond_for_key(error, key, receipt.as_deref()).await
            }
        };
        match result {
            Err(error) if no_script_form::accepts_html(&headers) => {
                let page = async { no_script_form::error_page(&error) };
                relative_to(uri.path(), page).await
            }
            result => respond(result),
        }
    };
    if let Some(receipt) = receipt {
        receipt.release().await;
    }
    response
}

/// Records that the key of the request, if it has one, was received.
async fn record_key(
    state: &Arc<AppState>,
    context: &mut Result<RequestContext, ApiError>,
) -> Result<Option<Arc<KeyReceipt>>, ApiError> {
    let Ok(context) = context else {
        return Ok(None);
    };
    let Some(key) = context.key else {
        return Ok(None);
    };
    let receipt = KeyReceipt::record(state, key)
        .await
        .map_err(state_unavailable)?;
    context.receipt = Some(Arc::clone(&receipt));
    Ok(Some(receipt))
}
