//! `POST /api/ticket` with `multipart/form-data`.

use super::decode_form::{decode_ticket, form_digest, sanitize_answers, submission_key};
use super::form_values::FormValues;
use super::handlers::{outcome_query, show_form_again};
use super::problems::{FormError, problems};
use super::recent_forms::RecentForms;
use crate::api_error::ApiError;
use crate::app_state::AppState;
use crate::auth::Identity;
use crate::body::{BufferedBody, MultipartForm, Scan, scan};
use crate::links::link_to;
use crate::state::StoredResponse;
use crate::tickets::form_key::FormKey;
use crate::tickets::request_context::RequestContext;
use crate::tickets::submission_response::respond;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use open_ticket::ticket::SendError;
use open_ticket::wire;
use open_ticket_http_responses::NO_STORE;
use std::sync::Arc;
use tokio::sync::OwnedSemaphorePermit;

/// A buffered body, with its permit if it is large.
type Buffered = (BufferedBody, Option<OwnedSemaphorePermit>);

/// Submits the form. A client that accepts HTML gets a page: the confirmation, or the form with its
/// values and all errors. After any error, the page shows the text that was received.
pub async fn submit_form(
    state: &Arc<AppState>,
    recent_forms: &RecentForms,
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
        submit_for_browser(state, recent_forms, context, form).await
    } else {
        drop(scan);
        respond(submit_for_script(state, context, headers, &form_key, body).await)
    };
    form_key.give_back().await;
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
    recent_forms: &RecentForms,
    context: Result<RequestContext, ApiError>,
    form: Received<'_>,
) -> Response {
    let Received {
        headers,
        body,
        scan,
        form_key,
    } = form;
    let identity = context.as_ref().ok().and_then(|c| c.identity.clone());
    let received = match context {
        Ok(context) => {
            let buffered = state.buffer_form(&context, form_key, body).await;
            buffered.map(|body| (context, body))
        }
        Err(error) => Err(state.refuse_body(body, error).await),
    };
    let mut values = FormValues::from_scanned(scan.into_form());
    let result = match received {
        Ok((context, body)) => {
            let page = PageSubmission {
                state,
                recent_forms,
                headers,
                form_key,
            };
            page.submit(context, body, &mut values).await
        }
        Err(error) => Err(refused(state, identity, error, &mut values).await),
    };
    match result {
        Ok(response) if response.ticket_id.is_some() => redirect_to_outcome(&values),
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

/// Completes the error of a form that was not buffered. The problems of one that is too large are
/// known, because its text and the sizes of its files are.
async fn refused(
    state: &AppState,
    identity: Option<Identity>,
    error: ApiError,
    values: &mut FormValues,
) -> FormError {
    if !matches!(error, ApiError::TooLarge { .. }) || !values.is_complete {
        return error.into();
    }
    let identity = match values.token.as_str() {
        "" => identity,
        token => match state.verify_token(token) {
            Ok(identity) => Some(identity),
            Err(error) => return error.into(),
        },
    };
    let Ok(rules) = state.rules_for(identity.as_ref()).await else {
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
    let mut context = context?;
    let (body, permit) = state.buffer_form(&context, form_key, body).await?;
    let form = parse(state, headers, body).await?;
    if !form.token.is_empty() {
        context.identity = Some(state.verify_token(&form.token)?);
    }
    let key = submission_key(&form, context.key)?;
    context.set_key(key, form_key.receipt()?);
    state
        .submit_ticket(context, decode_ticket(form)?, permit)
        .await
}

async fn parse(
    state: &AppState,
    headers: &HeaderMap,
    body: BufferedBody,
) -> Result<MultipartForm, ApiError> {
    let content_type = headers.get(header::CONTENT_TYPE).cloned();
    let content_type = content_type.ok_or(ApiError::UnsupportedMediaType)?;
    state.parse_form(content_type, body).await
}

/// Submission of a form whose response is a page.
struct PageSubmission<'a> {
    state: &'a Arc<AppState>,
    recent_forms: &'a RecentForms,
    headers: &'a HeaderMap,
    form_key: &'a FormKey,
}

impl PageSubmission<'_> {
    async fn submit(
        &self,
        mut context: RequestContext,
        (body, permit): Buffered,
        values: &mut FormValues,
    ) -> Result<StoredResponse, FormError> {
        let state = self.state;
        if !values.token.is_empty() {
            context.identity = Some(state.verify_token(&values.token)?);
        }
        let rules = state.rules_for(context.identity.as_ref()).await?;
        let problems = match values.is_complete {
            true => problems(values, &rules),
            false => Vec::new(),
        };
        if let Some(first) = problems.first() {
            let error = ApiError::RuleViolation(first.clone());
            values.rules = Some(rules);
            return Err(FormError { error, problems });
        }
        let mut form = parse(state, self.headers, body).await?;
        sanitize_answers(&mut form, values, &rules);
        values.rules = context.identity.is_some().then_some(rules);
        let key = submission_key(&form, context.key)?;
        let digest = form_digest(&context, &form);
        // A client that sends the header manages its keys itself.
        let first_key = match context.key {
            Some(key) => key,
            None => self.recent_forms.key_for(digest, key),
        };
        values.is_repeated = first_key != key;
        values.key = Some(first_key);
        context.set_key(first_key, self.form_key.receipt()?);
        let ticket = decode_ticket(form)?;
        let result = state.submit_ticket(context, ticket, permit).await;
        // No ticket was opened, and the form that is shown again has a new key, or keeps its own.
        let is_refused = match &result {
            Ok(response) => response.ticket_id.is_none(),
            Err(error) => matches!(
                error,
                ApiError::RefusedByWhmcs(_) | ApiError::RateLimited(_) | ApiError::KeyReused
            ),
        };
        if is_refused {
            self.recent_forms.forget(digest);
        }
        Ok(result?)
    }
}

fn redirect_to_outcome(values: &FormValues) -> Response {
    let page = values.key.map(|key| link_to(&format!("{key}/page")));
    let path = page.unwrap_or_default();
    let location = HeaderValue::from_str(&(path + &outcome_query(values)));
    let location = location.unwrap_or(HeaderValue::from_static("/"));
    let headers = [(header::LOCATION, location), NO_STORE];
    (StatusCode::SEE_OTHER, headers).into_response()
}

fn stored_refusal(response: &StoredResponse) -> ApiError {
    match wire::decode_response(&response.body) {
        Err(SendError::Refused(refusal)) => ApiError::RefusedByWhmcs(refusal),
        _ => ApiError::Unavailable,
    }
}
