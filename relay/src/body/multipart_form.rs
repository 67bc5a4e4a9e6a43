//! `multipart/form-data` (RFC 7578), as an HTML form sends it without scripts.
//!
//! In addition to WHMCS's parameters it accepts `customfield[ID]` for each custom field of the
//! department, `attachments[]` for the files, `idempotency_key`, `token` and `open_another`.

use super::check_parameters::check_parameter_names;
use super::chunked_body::{ChunkedBody, Progress};
use super::memory_or_file::BufferedBody;
use crate::api_error::ApiError;
use axum::body::{Body, Bytes};
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{HeaderValue, header};
use open_ticket::ticket::{Attachment, CustomFieldAnswers, FieldId, FileName};
use open_ticket::wire::parameter_names;
use open_ticket::wire::urlencoded::MAX_PAIRS;
use std::io;

/// Name of the field with the idempotency key.
pub const KEY_FIELD: &str = "idempotency_key";
/// Name of the field with the token.
pub const TOKEN_FIELD: &str = "token";
/// Name of the button that opens another ticket with the same content.
pub const OPEN_ANOTHER_FIELD: &str = "open_another";
/// Name of the field with the files.
pub const ATTACHMENTS_FIELD: &str = "attachments[]";

/// Maximum size of all fields other than files, in bytes. A page with the form may repeat them, up to
/// six times as large in HTML.
const MAX_TEXT_BYTES: usize = 512 << 10;

/// Size from which the memory of a part is reserved in one step, in bytes.
const LARGE_PART: usize = 256 << 10;

/// Parsed form.
#[derive(Debug, Default)]
pub struct MultipartForm {
    /// WHMCS's parameters, checked against the list of allowed names.
    pub pairs: Vec<(String, String)>,
    /// Answers to the department's custom fields, including empty ones.
    pub answers: CustomFieldAnswers,
    /// Files, without empty file inputs.
    pub files: Vec<Attachment>,
    /// Idempotency key. Empty if the form has none.
    pub key: String,
    /// Token. Empty for a guest.
    pub token: String,
    /// Value of the button that opens another ticket with the same content. Empty if it was not
    /// selected.
    pub open_another: String,
    /// Size of all fields other than files, in bytes.
    text_bytes: usize,
}

impl MultipartForm {
    /// Parses a body in memory. `content_type` contains the boundary.
    ///
    /// # Errors
    /// As [`MultipartForm::parse_buffered`].
    pub async fn parse(content_type: &HeaderValue, body: Bytes) -> Result<Self, ApiError> {
        Self::parse_buffered(content_type, BufferedBody::InMemory(body)).await
    }

    /// Parses a buffered body, which is read in chunks: apart from one chunk, only the fields take
    /// memory. Reading a file blocks the thread.
    ///
    /// # Errors
    /// [`ApiError::Malformed`], [`ApiError::ForbiddenParameter`], [`ApiError::UnknownParameter`],
    /// [`ApiError::RepeatedParameter`], or [`ApiError::Unavailable`] if the body cannot be read.
    pub async fn parse_buffered(
        content_type: &HeaderValue,
        body: BufferedBody,
    ) -> Result<Self, ApiError> {
        let progress = Progress::default();
        let body = ChunkedBody::new(body, progress.clone()).map_err(|error| cannot_read(&error))?;
        let mut request = Request::new(Body::new(body));
        let headers = request.headers_mut();
        headers.insert(header::CONTENT_TYPE, content_type.clone());
        // The body has already been received, within the relay's own limit.
        DefaultBodyLimit::disable().apply(&mut request);
        let mut parts = Multipart::from_request(request, &())
            .await
            .map_err(|_| not_multipart())?;
        let (mut form, mut count) = (Self::default(), 0);
        while let Some(part) = parts.next_field().await.map_err(|_| not_multipart())? {
            progress.record();
            count += 1;
            if count > MAX_PAIRS {
                return Err(malformed("The form has too many fields"));
            }
            form.add_part(part, &progress).await?;
        }
        check_parameter_names(&form.pairs)?;
        form.add_default_action();
        Ok(form)
    }

    async fn add_part(&mut self, mut part: Field<'_>, progress: &Progress) -> Result<(), ApiError> {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let max_bytes = match &file_name {
            Some(_) if name == ATTACHMENTS_FIELD => usize::MAX,
            // No other field accepts files.
            Some(_) => return Err(ApiError::UnknownParameter(name)),
            None => MAX_TEXT_BYTES.saturating_sub(self.text_bytes),
        };
        let bytes = read_part(&mut part, max_bytes, progress).await?;
        if let Some(file_name) = file_name {
            self.add_file(&file_name, bytes);
            return Ok(());
        }
        self.text_bytes += bytes.len();
        let value = String::from_utf8(bytes);
        let value = value.map_err(|_| malformed("A field is not valid UTF-8"))?;
        self.add_text(name, value)
    }

    /// Adds a file. Browsers send an empty file input as an empty file without a name.
    fn add_file(&mut self, name: &str, bytes: Vec<u8>) {
        if !(name.is_empty() && bytes.is_empty()) {
            let name = FileName::sanitized(name);
            self.files.push(Attachment::from_bytes(name, bytes));
        }
    }

    fn add_text(&mut self, name: String, value: String) -> Result<(), ApiError> {
        let is_repeated = match (name.as_str(), custom_field_id(&name)) {
            (KEY_FIELD, _) => replace(&mut self.key, value),
            (TOKEN_FIELD, _) => replace(&mut self.token, value),
            (OPEN_ANOTHER_FIELD, _) => replace(&mut self.open_another, value),
            // An empty file input, sent without a file name.
            (ATTACHMENTS_FIELD, _) if value.is_empty() => false,
            (_, Some(id)) => {
                let is_repeated = self.answers.get(id).is_some();
                self.answers.set(id, value);
                is_repeated
            }
            _ => {
                self.pairs.push((name.clone(), value));
                false
            }
        };
        if is_repeated {
            return Err(ApiError::RepeatedParameter(name));
        }
        Ok(())
    }

    /// Adds the action, which an HTML form need not send.
    fn add_default_action(&mut self) {
        if !self
            .pairs
            .iter()
            .any(|(name, _)| name == parameter_names::ACTION)
        {
            let action = (
                parameter_names::ACTION.to_owned(),
                parameter_names::OPEN_TICKET.to_owned(),
            );
            self.pairs.push(action);
        }
    }
}

/// Reads the content of a part. The memory of a large part is reserved in one step: growing by
/// doubling would take three times its size.
async fn read_part(
    part: &mut Field<'_>,
    max_bytes: usize,
    progress: &Progress,
) -> Result<Vec<u8>, ApiError> {
    let mut bytes = Vec::new();
    loop {
        let chunk = part.chunk().await;
        let chunk = chunk.map_err(|_| malformed("The body is incomplete"))?;
        let Some(chunk) = chunk else {
            bytes.shrink_to_fit();
            return Ok(bytes);
        };
        progress.record();
        if chunk.len() > max_bytes - bytes.len() {
            return Err(malformed(
                "The text fields are larger than 512 KiB together",
            ));
        }
        let is_full = bytes.capacity() - bytes.len() < chunk.len();
        if is_full && bytes.len() >= LARGE_PART {
            bytes.reserve_exact(chunk.len() + progress.remaining());
        }
        bytes.extend_from_slice(&chunk);
    }
}

fn cannot_read(error: &io::Error) -> ApiError {
    tracing::error!(%error, "cannot read a request body from its temporary file");
    ApiError::Unavailable
}

fn not_multipart() -> ApiError {
    malformed("The body is not multipart/form-data")
}

fn malformed(message: &str) -> ApiError {
    ApiError::Malformed(message.to_owned())
}

/// Returns the id in `customfield[ID]`. Returns `None` for other notations of the id, such as
/// `customfield[03]`.
fn custom_field_id(name: &str) -> Option<FieldId> {
    let number = name.strip_prefix("customfield[")?.strip_suffix(']')?;
    let id = FieldId::new(number.parse().ok()?)?;
    (id.to_string() == number).then_some(id)
}

/// Replaces a string. Returns `true` if it was not empty.
fn replace(text: &mut String, value: String) -> bool {
    let was_set = !text.is_empty();
    *text = value;
    was_set
}
