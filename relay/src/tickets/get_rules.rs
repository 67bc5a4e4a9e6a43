//! `GET /api/ticket`: returns the rules for the requester.

use crate::api_error::ApiError;
use crate::app_state::AppState;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use open_ticket::wire;
use open_ticket_http_responses::json;
use std::sync::Arc;

/// Returns the rules as JSON, for a signed-in client including their services and domains.
pub async fn get_rules(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    let rules = async {
        let identity = state.authenticate(&headers)?;
        let rules = state.rules_for(identity.as_ref()).await?;
        Ok(match identity {
            None => state.encoded_rules.encode(rules),
            Some(_) => wire::rules_json::encode(&rules),
        })
    };
    match rules.await {
        Ok(rules) => json(rules).into_response(),
        Err::<_, ApiError>(error) => error.into_response(),
    }
}
