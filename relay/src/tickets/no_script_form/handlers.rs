//! Request handlers of the form without scripts.

use super::form_page::form_page;
use super::form_values::FormValues;
use super::{department_list_page, outcome_pages};
use crate::api_error::{ApiError, ErrorCode};
use crate::app_state::AppState;
use crate::body::MultipartForm;
use crate::pages::{not_found_page, notice_page};
use crate::paths;
use crate::state::{IdempotencyKey, KeyStatus, StoredResponse, random_idempotency_key};
use crate::tickets::decode_error::to_api_error;
use crate::tickets::request_context::RequestContext;
use crate::tickets::submission_response::respond;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use open_ticket::locale::{failure, strings};
use open_ticket::ticket::{DepartmentId, SendError, Ticket};
use open_ticket::wire;
use open_ticket_http_responses::NO_STORE;
use serde::Deserialize;
use std::sync::Arc;

/// Query of the form.
#[derive(Deserialize)]
pub struct FormQuery {
    department: Option<u32>,
}

/// `GET /api/ticket/form`: shows the form. With several departments, shows the list of departments
/// first, since each has its own custom fields.
pub async fn show_form(
    State(state): State<Arc<AppState>>,
    Query(query): Query<FormQuery>,
) -> Response {
    let rules = match state.rules_for(None).await {
        Ok(rules) => rules,
        Err(error) => return unavailable_page(&error),
    };
    let selected = query.department.and_then(DepartmentId::new);
    let only_department = match rules.departments.as_slice() {
        [department] => Some(department.id),
        _ => None,
    };
    let department = selected.or(only_department);
    match department.filter(|id| rules.department(*id).is_some()) {
        None => department_list_page::department_list(&rules),
        Some(id) => form_page(&rules, &FormValues::new(id), None),
    }
}

/// `GET /api/ticket/{key}/page`: shows the outcome of a submission.
pub async fn show_outcome(State(state): State<Arc<AppState>>, Path(key): Path<String>) -> Response {
    let Ok(status) = state.key_status(&key).await else {
        return not_found_page();
    };
    let opened = match &status {
        KeyStatus::Completed(response) => wire::decode_response(&response.body).ok(),
        _ => None,
    };
    match (opened, status) {
        (Some(opened), _) => {
            let rules = state.general_rules().await.ok();
            let link =
                rules.and_then(|rules| rules.ticket_link(opened.number(), opened.access_code()));
            outcome_pages::confirmation(opened.number(), link.as_deref())
        }
        (None, KeyStatus::Unknown) => outcome_pages::outcome_unknown(),
        (None, _) => outcome_pages::no_ticket_opened(),
    }
}

/// `POST /api/ticket` with `multipart/form-data`: submits the form. A client that accepts HTML gets
/// a page: the confirmation, or the form with its values and an error.
pub async fn submit_form(
    state: &Arc<AppState>,
    context: RequestContext,
    headers: &HeaderMap,
    body: Body,
) -> Response {
    let mut values = FormValues::default();
    let result = submit(state, context, headers, body, &mut values).await;
    if !accepts_html(headers) {
        return respond(result);
    }
    match result {
        Ok(response) if response.ticket_id.is_some() => redirect_to_outcome(&values),
        // WHMCS refused the first submission with this key.
        Ok(response) => show_form_again(state, &stored_refusal(&response), values).await,
        Err(error) => show_form_again(state, &error, values).await,
    }
}

/// Parses and submits the form, and fills in `values` as far as it could be parsed.
async fn submit(
    state: &Arc<AppState>,
    mut context: RequestContext,
    headers: &HeaderMap,
    body: Body,
    values: &mut FormValues,
) -> Result<StoredResponse, ApiError> {
    let (body, permit) = state.buffer_body(&context, body).await?;
    let content_type = headers.get(header::CONTENT_TYPE).cloned();
    let content_type = content_type.ok_or(ApiError::UnsupportedMediaType)?;
    let bytes = state.parse_body(body, Ok).await?;
    let form = MultipartForm::parse(&content_type, bytes).await?;
    *values = FormValues::from_submitted(&form);
    if !form.token.is_empty() {
        context.identity = Some(state.verify_token(&form.token)?);
        values.rules = Some(state.rules_for(context.identity.as_ref()).await?);
    }
    context.key = Some(submission_key(&form, context.key)?);
    values.key = context.key;
    state
        .submit_ticket(context, decode_ticket(form)?, permit)
        .await
}

/// Returns the key of the header or of the form, or a random one: the outcome page needs a key.
fn submission_key(
    form: &MultipartForm,
    header_key: Option<IdempotencyKey>,
) -> Result<IdempotencyKey, ApiError> {
    if let Some(key) = header_key {
        return Ok(key);
    }
    if form.key.is_empty() {
        return random_idempotency_key().ok_or(ApiError::Unavailable);
    }
    IdempotencyKey::parse(&form.key)
        .ok_or_else(|| ApiError::Malformed("idempotency_key must be a UUID".to_owned()))
}

/// Decodes the ticket. An HTML form sends all of its fields, so empty answers count as missing.
fn decode_ticket(form: MultipartForm) -> Result<Ticket, ApiError> {
    let mut ticket = wire::decode_pairs(&form.pairs).map_err(to_api_error)?;
    let answers = form.answers.iter().filter(|(_, answer)| !answer.is_empty());
    for (id, answer) in answers {
        ticket.custom_fields.set(id, answer);
    }
    ticket.attachments.extend(form.files);
    Ok(ticket)
}

fn accepts_html(headers: &HeaderMap) -> bool {
    let values = headers.get_all(header::ACCEPT).iter();
    values
        .filter_map(|value| value.to_str().ok())
        .any(|media_types| media_types.contains("text/html"))
}

fn redirect_to_outcome(values: &FormValues) -> Response {
    let path = values.key.map(paths::outcome_page).unwrap_or_default();
    let location = HeaderValue::from_str(&path).unwrap_or(HeaderValue::from_static("/"));
    let headers = [(header::LOCATION, location), NO_STORE];
    (StatusCode::SEE_OTHER, headers).into_response()
}

fn stored_refusal(response: &StoredResponse) -> ApiError {
    match wire::decode_response(&response.body) {
        Err(SendError::Refused(refusal)) => ApiError::RefusedByWhmcs(refusal),
        _ => ApiError::Unavailable,
    }
}

/// Shows the form with its values and an error. The form keeps its key, so that a retry opens no
/// second ticket. After a refusal by WHMCS, the form has a new key.
async fn show_form_again(state: &AppState, error: &ApiError, mut values: FormValues) -> Response {
    if matches!(error, ApiError::RefusedByWhmcs(_)) || values.key.is_none() {
        values.key = random_idempotency_key();
    }
    let rules = match values.rules.take() {
        Some(rules) => rules,
        None => match state.rules_for(None).await {
            Ok(rules) => rules,
            Err(error) => return unavailable_page(&error),
        },
    };
    with_error_code(form_page(&rules, &values, Some(error)), error)
}

fn unavailable_page(error: &ApiError) -> Response {
    let failure = failure(&SendError::Unavailable { retry_after: None });
    let text = failure.fill_into(strings::FAILURE_WHY_AND_REMEDY);
    let page = notice_page(error.status(), strings::FORM_UNAVAILABLE, &text);
    with_error_code(page, error)
}

fn with_error_code(mut response: Response, error: &ApiError) -> Response {
    if let Some(code) = error.code() {
        response.extensions_mut().insert(ErrorCode(code));
    }
    response
}
