//! Key, ticket and digest of a parsed form.

use super::form_values::FormValues;
use super::validate_form::clean_answers;
use crate::api_error::ApiError;
use crate::app_state::AppState;
use crate::body::{BufferedBody, MultipartForm};
use crate::state::{Fingerprint, IdempotencyKey, random_idempotency_key};
use crate::tickets::decode_error::to_api_error;
use crate::tickets::request_context::RequestContext;
use axum::http::{HeaderMap, header};
use open_ticket::rules::Rules;
use open_ticket::ticket::{DepartmentId, Ticket, to_single_line};
use open_ticket::wire::{self, parameter_names};
use sha2::{Digest, Sha256};

/// Parses a buffered form.
///
/// # Errors
/// [`ApiError`].
pub async fn parse(
    state: &AppState,
    headers: &HeaderMap,
    body: BufferedBody,
) -> Result<MultipartForm, ApiError> {
    let content_type = headers.get(header::CONTENT_TYPE).cloned();
    let content_type = content_type.ok_or(ApiError::UnsupportedMediaType)?;
    state.parse_form(content_type, body).await
}

/// Returns the key of the header or of the form, or a random one: the outcome page needs a key.
///
/// # Errors
/// [`ApiError::Malformed`] or [`ApiError::Unavailable`].
pub fn submission_key(
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

/// Cleans the answers for the department of the form, as `clean_answers` does.
pub fn sanitize_answers(form: &mut MultipartForm, values: &FormValues, rules: &Rules) {
    let id = values.value(parameter_names::DEPARTMENT).trim().parse();
    let department = id.ok().and_then(DepartmentId::new);
    if let Some(department) = department.and_then(|id| rules.department(id)) {
        form.answers = clean_answers(&form.answers, department);
    }
}

/// Decodes the ticket. An HTML form sends all of its fields, so empty answers count as missing. The
/// name and subject are converted to single lines, as the file names are: without scripts, a user
/// cannot find a character that is not visible.
///
/// # Errors
/// [`ApiError`].
pub fn decode_ticket(mut form: MultipartForm) -> Result<Ticket, ApiError> {
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

/// Returns the digest of a form's fields and files, except its key, token and button, and of its
/// requester: the signed-in client, or the guest's email, which is one of the fields.
pub fn form_digest(context: &RequestContext, form: &MultipartForm) -> Fingerprint {
    let mut digest = Sha256::new();
    let mut add = |bytes: &[u8]| {
        digest.update((bytes.len() as u64).to_be_bytes());
        digest.update(bytes);
    };
    let client = context.identity.as_ref().map(|identity| identity.client);
    add(client.map_or(0, |id| id.get()).to_string().as_bytes());
    add(&form.pairs.len().to_be_bytes());
    for (name, value) in &form.pairs {
        add(name.as_bytes());
        add(value.as_bytes());
    }
    add(&form.answers.iter().count().to_be_bytes());
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
