//! The API `includes/api.php`: authentication, dispatch to the actions, and responses.

mod actions;
mod credentials;
mod encoding_errors;
mod misplaced_parameters;
mod pagination;
mod request_body;
mod response_format;
mod ticket_json;
mod ticket_request;
mod whmcs_xml;

pub use credentials::CREDENTIAL;

use crate::database::Database;
use crate::error::Error;
use crate::php::{PhpPost, UnreadableMultipart};
use crate::ticket_number::TicketMask;
use actions::Action;
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::Response;
use axum::routing::any;
use misplaced_parameters::RequestShape;
use open_ticket::wire;
use open_ticket::wire::parameter_names;
use request_body::BodyError;
use response_format::ResponseFormat;
use serde_json::{Value, json};
use std::sync::Arc;

/// Path of the api.php in [`Sandbox::routes`](crate::Sandbox::routes).
pub const API_PATH: &str = "/includes/api.php";

/// Shared state of the api.php's handler.
#[derive(Clone)]
pub struct ApiState {
    /// The database.
    pub database: Database,
    /// Format of the ticket numbers.
    pub ticket_mask: Arc<TicketMask>,
    /// Maximum size of a request body, in bytes.
    pub max_body_bytes: usize,
}

/// Status and message of a request that fails before its action is performed.
type RequestError = (StatusCode, String);

/// Returns the route of the api.php.
pub fn routes(state: ApiState) -> Router {
    Router::new()
        .route(API_PATH, any(respond))
        .with_state(state)
}

/// Handles a request of any method. Parameters are read only from the body of a POST request.
async fn respond(
    State(state): State<ApiState>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let shape = RequestShape::of(&method, &uri, &headers);
    let (post, shape) = match parse_body(shape, &headers, body, state.max_body_bytes).await {
        Ok(parsed) => parsed,
        Err((status, message)) => {
            return ResponseFormat::Json.respond(status, "", &error_response(&message));
        }
    };
    let action = post.get(parameter_names::ACTION);
    let Some(format) = ResponseFormat::parse(&post.get(parameter_names::RESPONSE_TYPE)) else {
        let message = format!("{} must be json or xml", parameter_names::RESPONSE_TYPE);
        let response = error_response(&message);
        return ResponseFormat::Json.respond(StatusCode::BAD_REQUEST, &action, &response);
    };
    let (status, response) = match authorize(shape, &post, &action) {
        Ok(action) => perform(state, action, post).await,
        Err((status, message)) => (status, error_response(&message)),
    };
    format.respond(status, &action, &response)
}

async fn parse_body(
    shape: RequestShape,
    headers: &HeaderMap,
    body: Body,
    limit: usize,
) -> Result<(PhpPost, RequestShape), RequestError> {
    let bad_request = |message: &str| (StatusCode::BAD_REQUEST, message.to_owned());
    let body = request_body::read(body, limit)
        .await
        .map_err(|error| match error {
            // Unlike PHP, which discards a body over its limit without an error.
            BodyError::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                format!("The request is larger than {limit} bytes"),
            ),
            BodyError::Interrupted => {
                bad_request("The connection was closed before the end of the request")
            }
        })?;
    let shape = shape.with_body(&body);
    if !shape.is_post() {
        return Ok((PhpPost::default(), shape));
    }
    let post = PhpPost::parse(headers, body).await;
    let post = post.map_err(|UnreadableMultipart| {
        bad_request("The body is not multipart/form-data, or it is incomplete")
    })?;
    Ok((post, shape))
}

/// Returns the action if the credentials are valid and the action exists.
fn authorize(shape: RequestShape, post: &PhpPost, action: &str) -> Result<Action, RequestError> {
    if action.is_empty() {
        return Err((StatusCode::BAD_REQUEST, shape.empty_action()));
    }
    credentials::check(post)
        .map_err(|message| (StatusCode::FORBIDDEN, shape.no_credentials(message)))?;
    Action::parse(action).ok_or_else(|| {
        let message = format!("Invalid Permissions: API action \"{action}\" is not allowed");
        (StatusCode::FORBIDDEN, message)
    })
}

/// Performs an action. Refusals have the status 200, as in WHMCS.
async fn perform(state: ApiState, action: Action, post: PhpPost) -> (StatusCode, Value) {
    let ticket_mask = state.ticket_mask;
    let performed = state
        .database
        .run(move |connection| action.perform(post, connection, &ticket_mask))
        .await;
    let error = match performed {
        Ok(response) => return (StatusCode::OK, response),
        Err(error) => error,
    };
    error.log();
    match error {
        Error::Refused(refusal) => (
            StatusCode::OK,
            error_response(&wire::refusal_message(&refusal)),
        ),
        Error::Message(message) => (StatusCode::OK, error_response(&message)),
        Error::Database(_) | Error::Task(_) => (
            StatusCode::INTERNAL_SERVER_ERROR,
            error_response("The sandbox's database failed"),
        ),
    }
}

fn error_response(message: &str) -> Value {
    json!({ "result": "error", "message": message })
}
