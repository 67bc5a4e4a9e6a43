//! `multipart/form-data` (RFC 7578), as an HTML form sends it without any script.
//!
//! Beside WHMCS's names it knows `customfield[ID]` for each of a department's questions,
//! `attachments[]` for the files, `idempotency_key` and `token`.

use super::names;
use crate::error::Refused;
use axum::body::{Body, Bytes};
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{HeaderValue, header};
use open_ticket::ticket::{Attachment, CustomFields, FieldId, FileName};
use open_ticket::wire::names as whmcs;
use open_ticket::wire::urlencoded::MAX_PAIRS;

/// The field that carries the intent's key.
pub const KEY: &str = "idempotency_key";
/// The field that says who is signed in.
pub const TOKEN: &str = "token";
/// The field of the files.
pub const FILES: &str = "attachments[]";

/// A plain form as it came.
#[derive(Debug, Default)]
pub struct Plain {
    /// WHMCS's own names and values, checked against the list.
    pub pairs: Vec<(String, String)>,
    /// The answers to the department's questions; those left empty too.
    pub answers: CustomFields,
    /// The files; inputs that were left empty are none.
    pub files: Vec<Attachment>,
    /// The intent's key; empty if there is none.
    pub key: String,
    /// The token; empty for a guest.
    pub token: String,
}

/// Reads a whole body. `content_type` carries the boundary.
///
/// # Errors
/// [`Refused::Malformed`], or the name that may not be there.
pub async fn parse(content_type: &HeaderValue, body: Bytes) -> Result<Plain, Refused> {
    let mut request = Request::new(Body::from(body));
    let headers = request.headers_mut();
    headers.insert(header::CONTENT_TYPE, content_type.clone());
    // The body has come whole, under the relay's own limit.
    DefaultBodyLimit::disable().apply(&mut request);
    let broken = |_| Refused::Malformed("The body is not multipart/form-data".to_owned());
    let mut parts = Multipart::from_request(request, &())
        .await
        .map_err(|_| Refused::Malformed("The body is not multipart/form-data".to_owned()))?;
    let (mut plain, mut count) = (Plain::default(), 0);
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        count += 1;
        if count > MAX_PAIRS {
            return Err(Refused::Malformed(
                "The form has too many fields".to_owned(),
            ));
        }
        plain.add(part).await?;
    }
    plain.complete()?;
    Ok(plain)
}

impl Plain {
    async fn add(&mut self, part: Field<'_>) -> Result<(), Refused> {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let bytes = part.bytes().await;
        let bytes = bytes.map_err(|_| Refused::Malformed("The body broke off".to_owned()))?;
        match file_name {
            Some(file_name) if name == FILES => self.add_file(&file_name, &bytes),
            // No other field takes a file.
            Some(_) => return Err(Refused::UnknownParameter(name)),
            None => {
                let value = String::from_utf8(bytes.into());
                let value =
                    value.map_err(|_| Refused::Malformed("A field is not UTF-8".to_owned()))?;
                return self.add_text(name, value);
            }
        }
        Ok(())
    }

    /// A browser sends an input without a file as a file without a name.
    fn add_file(&mut self, name: &str, bytes: &Bytes) {
        if !(name.is_empty() && bytes.is_empty()) {
            let name = FileName::made_safe(name);
            self.files
                .push(Attachment::from_bytes(name, bytes.to_vec()));
        }
    }

    fn add_text(&mut self, name: String, value: String) -> Result<(), Refused> {
        let is_again = match (name.as_str(), question(&name)) {
            (KEY, _) => !put(&mut self.key, value),
            (TOKEN, _) => !put(&mut self.token, value),
            // A file input in a browser without files.
            (FILES, _) if value.is_empty() => false,
            (_, Some(id)) => {
                let is_again = self.answers.get(id).is_some();
                self.answers.set(id, value);
                is_again
            }
            _ => {
                self.pairs.push((name.clone(), value));
                false
            }
        };
        if is_again {
            return Err(Refused::RepeatedParameter(name));
        }
        Ok(())
    }

    /// The frame that a script sends and a plain form need not.
    fn complete(&mut self) -> Result<(), Refused> {
        names::check(&self.pairs)?;
        if !self.pairs.iter().any(|(name, _)| name == whmcs::ACTION) {
            let action = (whmcs::ACTION.to_owned(), whmcs::OPEN_TICKET.to_owned());
            self.pairs.push(action);
        }
        Ok(())
    }
}

/// The question that a field answers: `customfield[3]`, written in no other way.
fn question(name: &str) -> Option<FieldId> {
    let number = name.strip_prefix("customfield[")?.strip_suffix(']')?;
    let id = FieldId::new(number.parse().ok()?)?;
    (id.to_string() == number).then_some(id)
}

/// Sets what is still empty.
fn put(place: &mut String, value: String) -> bool {
    let is_free = place.is_empty();
    *place = value;
    is_free
}
