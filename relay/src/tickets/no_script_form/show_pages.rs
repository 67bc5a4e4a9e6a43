//! Request handlers that show pages: the form, and the outcome of a submission.

use super::error_messages::failure;
use super::form_page::{form_page, provisional_page};
use super::form_values::FormValues;
use super::outcome_pages::Confirmation;
use super::page_response::page_status;
use super::validate_form::FormError;
use super::{department_list_page, outcome_pages, waiting_page};
use crate::api_error::{ApiError, ErrorCode};
use crate::app_state::AppState;
use crate::pages::{not_found_page, notice_page};
use crate::state::{IdempotencyKey, KeyStatus, random_idempotency_key};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use open_ticket::locale::strings;
use open_ticket::rules::Rules;
use open_ticket::ticket::DepartmentId;
use open_ticket::wire::{self, parameter_names, urlencoded};
use std::sync::Arc;

/// Name of the query parameter that selects a department.
pub(super) const DEPARTMENT: &str = "department";

/// `GET /api/ticket/form`: shows the form. With several departments, shows the list of departments
/// first, since each has its own custom fields.
///
/// Browsers may keep the page for their Back button: the form then still has its key, by which the
/// repeated submission is recognized.
pub async fn show_form(State(state): State<Arc<AppState>>, RawQuery(query): RawQuery) -> Response {
    let rules = match state.rules_for(None).await {
        Ok(rules) => rules,
        Err(error) => return unavailable_page(&error),
    };
    let selected = query_value(query.as_deref(), DEPARTMENT);
    let id = selected.as_deref().and_then(|text| text.parse().ok());
    let only_department = match rules.departments.as_slice() {
        [department] => Some(department.id),
        _ => None,
    };
    let department = id.and_then(DepartmentId::new);
    let department = department.filter(|id| rules.department(*id).is_some());
    let Some(id) = department.or(only_department) else {
        return department_list_page::department_list(&rules, selected.is_some());
    };
    let mut response = form_page(&rules, &FormValues::new(id), None);
    let kept_for_back = HeaderValue::from_static("private, no-cache");
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, kept_for_back);
    response
}

/// Returns the first value of a query parameter. Empty if the query cannot be decoded.
fn query_value(query: Option<&str>, name: &str) -> Option<String> {
    let query = query?;
    match urlencoded::parse(query.as_bytes()) {
        Ok(pairs) => pairs
            .into_iter()
            .find_map(|(found, value)| (found == name).then_some(value)),
        Err(_) => query.contains(name).then(String::new),
    }
}

/// `GET /api/ticket/{key}/page`: shows the outcome of a submission and, once, what was sent. The query can
/// name the department of the ticket.
pub async fn show_outcome(
    State(state): State<Arc<AppState>>,
    RawQuery(query): RawQuery,
    key: Result<Path<String>, PathRejection>,
) -> Response {
    let Ok(Path(key)) = key else {
        return not_found_page();
    };
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
            let rules = rules.as_deref();
            let link =
                rules.and_then(|rules| rules.ticket_link(opened.number(), opened.access_code()));
            let id = query_value(query.as_deref(), DEPARTMENT);
            let id = id.and_then(|id| DepartmentId::new(id.parse().ok()?));
            let department = rules.and_then(|rules| rules.department(id?));
            let sent = IdempotencyKey::parse(&key).and_then(|key| state.sent_forms.take(key));
            outcome_pages::confirmation(&Confirmation {
                number: opened.number(),
                link: link.as_deref(),
                department,
                sent: sent.as_ref(),
            })
        }
        (None, KeyStatus::Unknown) => waiting_page::outcome_unknown(),
        (None, KeyStatus::Expired) => outcome_pages::outcome_expired(),
        (None, _) => outcome_pages::no_ticket_opened(),
    }
}

/// Shows the form with its values and the number of the ticket that the same content has opened. The
/// form can be sent again to open another ticket.
pub async fn show_open_ticket(
    state: &AppState,
    number: String,
    mut values: FormValues,
) -> Response {
    values.open_ticket = Some(number);
    if values.key.is_none() {
        values.key = random_idempotency_key();
    }
    show_form_with(state, values, None).await
}

/// Shows the form with its values and an error. The form keeps its key, so that a retry opens no
/// second ticket. It gets a new key after a refusal by WHMCS, after a refused origin, or if its key
/// belongs to other content.
pub async fn show_form_again(
    state: &AppState,
    error: &FormError,
    mut values: FormValues,
) -> Response {
    if error.error == ApiError::OriginNotAllowed {
        // Another site may have written the form. The user has to read and send it here, and not
        // under an identity that the other site chose.
        values.token.clear();
        values.identity = None;
        values.key = None;
    }
    let needs_new_key = matches!(
        error.error,
        ApiError::RefusedByWhmcs(_) | ApiError::KeyReused
    );
    if needs_new_key || values.key.is_none() {
        values.key = random_idempotency_key();
    }
    // A form may have been refused before its token was verified. With a refused token,
    // the form is shown as a guest's.
    let _ = values.authenticate(state);
    let page = show_form_with(state, values, Some(error)).await;
    with_error_code(page, &error.error)
}

/// Shows a form that was sent, also while its rules are not loaded.
async fn show_form_with(
    state: &AppState,
    mut values: FormValues,
    error: Option<&FormError>,
) -> Response {
    let rules = match values.rules.take() {
        Some(rules) => Ok(rules),
        None => state.rules_for(values.identity.as_ref()).await,
    };
    match rules {
        Ok(rules) => form_page(&rules, &values, error),
        Err(_) => provisional_page(&provisional_rules(state, &values), &values, error),
    }
}

/// Returns a page for an error of a request that is not a form.
pub fn error_page(error: &ApiError) -> Response {
    let failure = failure(error);
    let text = failure.fill_into(strings::FAILURE_WHY_AND_REMEDY);
    let page = notice_page(page_status(error), failure.heading, &text);
    with_error_code(page, error)
}

/// Returns the page for an error while the rules are not loaded: without them, no form can be shown.
fn unavailable_page(error: &ApiError) -> Response {
    let text = failure(error).fill_into(strings::FAILURE_WHY_AND_REMEDY);
    let page = notice_page(error.status(), strings::FORM_UNAVAILABLE, &text);
    with_error_code(page, error)
}

/// Returns the known part of the rules for a form that was sent.
fn provisional_rules(state: &AppState, values: &FormValues) -> Rules {
    let id = values.value(parameter_names::DEPARTMENT).trim().parse();
    let mut rules = state.rules.provisional(id.ok().and_then(DepartmentId::new));
    let identity = values.identity.as_ref();
    rules.requester = identity.map(|identity| identity.signed_in_user.clone());
    rules
}

fn with_error_code(mut response: Response, error: &ApiError) -> Response {
    if let Some(code) = error.code() {
        response.extensions_mut().insert(ErrorCode(code));
    }
    if let Some(seconds) = error.retry_after_seconds() {
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    response
}
