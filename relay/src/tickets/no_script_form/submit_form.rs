//! `POST /api/ticket` with `multipart/form-data`.

use super::form_values::FormValues;
use super::handlers::{outcome_query, show_form_again};
use super::problems::{FormError, clean_answers, problems};
use super::recent_forms::{FormDigest, RecentForms};
use crate::api_error::ApiError;
use crate::app_state::AppState;
use crate::auth::Identity;
use crate::body::{BufferedBody, MultipartForm, scan};
use crate::links::link_to;
use crate::state::{IdempotencyKey, StoredResponse, random_idempotency_key};
use crate::tickets::decode_error::to_api_error;
use crate::tickets::request_context::RequestContext;
use crate::tickets::submission_response::respond;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use open_ticket::rules::Rules;
use open_ticket::ticket::{DepartmentId, SendError, Ticket, to_single_line};
use open_ticket::wire::{self, parameter_names};
use open_ticket_http_responses::NO_STORE;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use tokio::sync::OwnedSemaphorePermit;

/// A buffered body, with its permit if it is large.
type Buffered = (BufferedBody, Option<OwnedSemaphorePermit>);

/// Submits the form. A client that accepts HTML gets a page: the confirmation, or the form with its
/// values and all errors. Whatever the error is, the page shows the text that was received.
pub async fn submit_form(
    state: &Arc<AppState>,
    recent_forms: &RecentForms,
    context: Result<RequestContext, ApiError>,
    headers: &HeaderMap,
    body: Body,
) -> Response {
    if !accepts_html(headers) {
        return respond(submit_for_script(state, context, headers, body).await);
    }
    let (body, scan) = scan(headers, body);
    let identity = context.as_ref().ok().and_then(|c| c.identity.clone());
    let received = match context {
        Ok(context) => {
            let buffered = state.buffer_form(&context, body).await;
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
    body: Body,
) -> Result<StoredResponse, ApiError> {
    let mut context = context?;
    let (body, permit) = state.buffer_form(&context, body).await?;
    let form = parse(state, headers, body).await?;
    if !form.token.is_empty() {
        context.identity = Some(state.verify_token(&form.token)?);
    }
    context.key = Some(submission_key(&form, context.key)?);
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
        clean_answers_of(&mut form, values, &rules);
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
        context.key = Some(first_key);
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

/// Converts the answers to one-line fields to single lines.
fn clean_answers_of(form: &mut MultipartForm, values: &FormValues, rules: &Rules) {
    let id = values.value(parameter_names::DEPARTMENT).trim().parse();
    let department = id.ok().and_then(DepartmentId::new);
    if let Some(department) = department.and_then(|id| rules.department(id)) {
        form.answers = clean_answers(&form.answers, department);
    }
}

/// Decodes the ticket. An HTML form sends all of its fields, so empty answers count as missing. Its
/// name and subject are converted to single lines, as its file names are: without scripts, a person
/// cannot find a character that is not visible.
fn decode_ticket(mut form: MultipartForm) -> Result<Ticket, ApiError> {
    for (name, value) in &mut form.pairs {
        if name == parameter_names::NAME || name == parameter_names::SUBJECT {
            *value = to_single_line(value).into_owned();
        }
    }
    let mut ticket = wire::decode_pairs(&form.pairs).map_err(to_api_error)?;
    let answers = form.answers.iter().filter(|(_, answer)| !answer.is_empty());
    for (id, answer) in answers {
        ticket.custom_fields.set(id, answer);
    }
    ticket.attachments.extend(form.files);
    Ok(ticket)
}

/// Returns the digest of a form and its sender, without its key and its token.
fn form_digest(context: &RequestContext, form: &MultipartForm) -> FormDigest {
    let mut digest = Sha256::new();
    let mut add = |bytes: &[u8]| {
        digest.update((bytes.len() as u64).to_be_bytes());
        digest.update(bytes);
    };
    add(context.address.to_string().as_bytes());
    let client = context.identity.as_ref().map(|identity| identity.client);
    add(client.map_or(0, |id| id.get()).to_string().as_bytes());
    for (name, value) in &form.pairs {
        add(name.as_bytes());
        add(value.as_bytes());
    }
    for (id, answer) in form.answers.iter() {
        add(id.to_string().as_bytes());
        add(answer.as_bytes());
    }
    for file in &form.files {
        add(file.name().as_str().as_bytes());
        add(file.body());
    }
    digest.finalize().into()
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
