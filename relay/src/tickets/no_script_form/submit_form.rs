//! `POST /api/ticket` with `multipart/form-data`.

use super::decode_form::{decode_ticket, parse, submission_key};
use super::form_values::FormValues;
use super::prepare_form::PageSubmission;
use super::show_pages::{DEPARTMENT, show_form_again, show_open_ticket};
use super::validate_form::{FormError, problems};
use crate::api_error::ApiError;
use crate::app_state::AppState;
use crate::auth::Identity;
use crate::body::{Scan, scan};
use crate::relative_links::link_to;
use crate::sent_forms::SentForm;
use crate::state::{IdempotencyKey, StoredResponse};
use crate::tickets::form_key::FormKey;
use crate::tickets::key_receipt::KeyReceipt;
use crate::tickets::prepare_submission::DecodedRequest;
use crate::tickets::request_context::{RequestContext, idempotency_key};
use crate::tickets::submission_response::respond;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use open_ticket::ticket::{DepartmentId, SendError};
use open_ticket::wire::{self, parameter_names};
use open_ticket_http_responses::NO_STORE;
use std::sync::Arc;

/// Submits the form. A client that accepts HTML gets a page: the confirmation, or the form with its
/// values and all errors. After any error, the page shows the text that was received.
pub async fn submit_form(
    state: &Arc<AppState>,
    context: Result<RequestContext, ApiError>,
    headers: &HeaderMap,
    body: Body,
) -> Response {
    let (body, scan) = scan(headers, body);
    let needs_key = context.as_ref().is_ok_and(|context| context.key.is_none());
    let (form_key, body) = match needs_key {
        true => FormKey::record_from(state, &scan, body),
        false => (FormKey::default(), body),
    };
    let response = if accepts_html(headers) {
        let form = Received {
            headers,
            body,
            scan,
            form_key: &form_key,
        };
        submit_for_browser(state, context, form).await
    } else {
        drop(scan);
        respond(submit_for_script(state, context, headers, &form_key, body).await)
    };
    form_key.release().await;
    response
}

/// Form that is being received.
struct Received<'a> {
    headers: &'a HeaderMap,
    body: Body,
    scan: Scan,
    form_key: &'a FormKey,
}

async fn submit_for_browser(
    state: &Arc<AppState>,
    context: Result<RequestContext, ApiError>,
    form: Received<'_>,
) -> Response {
    let Received {
        headers,
        body,
        scan,
        form_key,
    } = form;
    let known = KnownHeaders::new(headers, context.as_ref().ok());
    let received = match context {
        Ok(context) => {
            let buffered = state.buffer_form(&context, form_key, body).await;
            buffered.map(|body| (context, body))
        }
        Err(error) => Err(state.refuse_body(body, error).await),
    };
    let mut values = FormValues::from_scanned(scan.into_form());
    values.identity = known.identity;
    values.key = known.key.or(values.key);
    let page = PageSubmission {
        state,
        headers,
        form_key,
    };
    let prepared = match received {
        Ok((context, body)) => page.prepare(context, body, &mut values).await,
        Err(error) => Err(refused(state, error, &mut values).await),
    };
    let result = match prepared {
        Ok(prepared) => page.submit(prepared).await,
        Err(error) => {
            let receipt = known.receipt.as_deref();
            page.respond_for_key(error, values.key, receipt).await
        }
    };
    match result {
        Ok(response) if response.ticket_id.is_some() => match opened_before(&response, &values) {
            Some(number) => show_open_ticket(state, number, values).await,
            None => redirect_to_outcome(state, values),
        },
        // WHMCS refused the first submission with this key.
        Ok(response) => show_form_again(state, &stored_refusal(&response).into(), values).await,
        Err(error) => show_form_again(state, &error, values).await,
    }
}

/// Returns `true` if the client is a browser that shows the response as a page.
pub fn accepts_html(headers: &HeaderMap) -> bool {
    let values = headers.get_all(header::ACCEPT).iter();
    values
        .filter_map(|value| value.to_str().ok())
        .any(|media_types| media_types.contains("text/html"))
}

/// Values from the headers of a form.
struct KnownHeaders {
    identity: Option<Identity>,
    key: Option<IdempotencyKey>,
    receipt: Option<Arc<KeyReceipt>>,
}

impl KnownHeaders {
    fn new(headers: &HeaderMap, context: Option<&RequestContext>) -> Self {
        Self {
            identity: context.and_then(|context| context.identity.clone()),
            key: idempotency_key(headers).ok().flatten(),
            receipt: context.and_then(|context| context.receipt.clone()),
        }
    }
}

/// Completes the error of a form that was not buffered. The problems of a form that is too large are
/// known, because its text and the sizes of its files have been read.
async fn refused(state: &AppState, error: ApiError, values: &mut FormValues) -> FormError {
    if !matches!(error, ApiError::TooLarge { .. }) || !values.is_complete {
        return error.into();
    }
    if let Err(error) = values.authenticate(state) {
        return error.into();
    }
    let Ok(rules) = state.rules_for(values.identity.as_ref()).await else {
        return error.into();
    };
    let problems = problems(values, &rules);
    values.rules = Some(rules);
    FormError { error, problems }
}

/// Submits a form for a client that accepts no HTML, and returns the API's responses.
async fn submit_for_script(
    state: &Arc<AppState>,
    context: Result<RequestContext, ApiError>,
    headers: &HeaderMap,
    form_key: &FormKey,
    body: Body,
) -> Result<StoredResponse, ApiError> {
    let known = KnownHeaders::new(headers, context.as_ref().ok());
    match decode_for_script(state, context, headers, form_key, body).await {
        Ok((context, request)) => state.submit_ticket(context, request).await,
        Err(error) => {
            form_key.release().await;
            let key = known.key.or(form_key.key());
            let receipt = known.receipt.as_deref();
            state.respond_for_key(error, key, receipt).await
        }
    }
}

async fn decode_for_script(
    state: &AppState,
    context: Result<RequestContext, ApiError>,
    headers: &HeaderMap,
    form_key: &FormKey,
    body: Body,
) -> Result<(RequestContext, DecodedRequest), ApiError> {
    let mut context = context?;
    let (body, permit) = state.buffer_form(&context, form_key, body).await?;
    let form = parse(state, headers, body).await?;
    if !form.token.is_empty() {
        context.identity = Some(state.verify_token(&form.token)?);
    }
    let key = submission_key(&form, context.key)?;
    context.set_key(key, form_key.receipt()?);
    let request = DecodedRequest {
        ticket: decode_ticket(form)?,
        typed_answers: None,
        refusal: None,
        permit,
    };
    Ok((context, request))
}

/// Redirects to the page of the outcome, which shows the form's content once. The query has the department,
/// for the reply time, and nothing personal: servers log addresses.
fn redirect_to_outcome(state: &AppState, values: FormValues) -> Response {
    let id = values
        .value(parameter_names::DEPARTMENT)
        .trim()
        .parse()
        .ok();
    let department = id.and_then(DepartmentId::new);
    let query = department.map(|id| format!("?{DEPARTMENT}={id}"));
    let query = query.unwrap_or_default();
    let page = values.key.map(|key| link_to(&format!("{key}/page{query}")));
    let path = page.unwrap_or_default();
    if let Some(key) = values.key.filter(|_| values.is_complete) {
        let sent = SentForm {
            subject: values.value(parameter_names::SUBJECT).trim().to_owned(),
            message: values.value(parameter_names::MESSAGE).trim().to_owned(),
            files: values.files,
        };
        state.sent_forms.keep(key, sent);
    }
    let location = HeaderValue::from_str(&path);
    let location = location.unwrap_or(HeaderValue::from_static("/"));
    let headers = [(header::LOCATION, location), NO_STORE];
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// Returns the number of a ticket that another form with the same content has opened.
fn opened_before(response: &StoredResponse, values: &FormValues) -> Option<String> {
    let opened = values
        .is_repeated
        .then(|| wire::decode_response(&response.body));
    Some(opened?.ok()?.number().to_owned())
}

fn stored_refusal(response: &StoredResponse) -> ApiError {
    match wire::decode_response(&response.body) {
        Err(SendError::Refused(refusal)) => ApiError::RefusedByWhmcs(refusal),
        _ => ApiError::Unavailable,
    }
}
