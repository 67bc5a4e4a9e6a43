//! The routes of the API.

use super::apply_rate_limits::limit_refused_requests;
use super::{get_outcome, get_rules, no_script_form, post_ticket};
use crate::access::cors_layer;
use crate::app_state::AppState;
use crate::relative_links::with_relative_links;
use crate::route_paths;
use axum::Router;
use axum::http::{HeaderValue, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;
use std::sync::Arc;
use tower::ServiceBuilder;
use tower::util::MapResponseLayer;

/// Returns the routes of the API. Pages of allowed origins can read every response, including
/// errors.
pub fn routes(state: Arc<AppState>) -> Router {
    // One layer: `Router` allocates memory for each request and layer.
    let layers = ServiceBuilder::new()
        .layer(MapResponseLayer::new(add_vary))
        .layer(cors_layer(&state.allowed_origins))
        .layer(from_fn_with_state(
            Arc::clone(&state),
            limit_refused_requests,
        ));
    let pages = Router::new()
        .route(
            route_paths::NO_SCRIPT_FORM,
            get(no_script_form::show_form).post(post_ticket::post_ticket),
        )
        .route(
            route_paths::NO_SCRIPT_STYLESHEET,
            get(no_script_form::stylesheet),
        )
        .route(route_paths::NO_SCRIPT_ICON, get(no_script_form::icon))
        .route(route_paths::OUTCOME_PAGE, get(no_script_form::show_outcome))
        .layer(from_fn(with_relative_links));
    Router::new()
        .route(
            route_paths::TICKETS,
            get(get_rules::get_rules).post(post_ticket::post_ticket),
        )
        .route(route_paths::OUTCOME, get(get_outcome::get_outcome))
        .merge(pages)
        .layer(layers)
        .with_state(state)
}

/// Adds `Vary`: responses depend on the requester and on the page's origin.
fn add_vary(mut response: Response) -> Response {
    let vary = HeaderValue::from_static("Authorization, Origin");
    response.headers_mut().insert(header::VARY, vary);
    response
}
