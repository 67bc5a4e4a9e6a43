//! A request's body as PHP makes `$_POST` and `$_FILES` of it.
//!
//! Blanks before a name go, a dot or a blank in it becomes `_`, a NUL ends it, `name[…]` is an
//! array, the last of a repeated name wins, and what follows the thousandth variable is dropped
//! (PHP manual, "Variables from external sources"; `max_input_vars`).

use axum::body::{Body, Bytes};
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{HeaderMap, header};
use std::collections::BTreeMap;

/// PHP's own `max_input_vars`.
const MAX_VARIABLES: usize = 1_000;

/// The variables and files of one request.
#[derive(Debug, Default)]
pub struct Posted {
    variables: BTreeMap<String, Variable>,
    files: Vec<UploadedFile>,
    /// How many parts of a multipart body were variables.
    parts: usize,
}

/// A variable of `$_POST`.
#[derive(Debug, PartialEq, Eq)]
enum Variable {
    Text(Vec<u8>),
    Array,
}

/// A file of `$_FILES`.
#[derive(Debug)]
pub struct UploadedFile {
    /// The name that the sender gave it.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A multipart body that is none, or that breaks off. PHP would go on with the part of it that
/// came, and so with a ticket that lacks a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unusable;

/// A variable is not what an action can use. It carries the name.
#[derive(Debug, PartialEq, Eq)]
pub enum InvalidVariable {
    /// It is an array.
    Array(String),
    /// It is not UTF-8.
    NotUtf8(String),
}

impl Posted {
    /// Reads a body by its content type; of any other than the two that HTML forms have, PHP makes
    /// nothing.
    ///
    /// # Errors
    /// [`Unusable`].
    pub async fn read(headers: &HeaderMap, body: Bytes) -> Result<Self, Unusable> {
        let content_type = headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        match essence.to_ascii_lowercase().as_str() {
            "application/x-www-form-urlencoded" => Ok(Self::from_urlencoded(&body)),
            "multipart/form-data" => Self::from_multipart(content_type, body).await,
            _ => Ok(Self::default()),
        }
    }

    /// Takes out every variable of these names that is there, as text.
    ///
    /// # Errors
    /// [`InvalidVariable`], for the first one that is no text.
    pub fn take_texts(&mut self, names: &[&str]) -> Result<Vec<(String, String)>, InvalidVariable> {
        let present = names
            .iter()
            .filter_map(|name| self.variables.remove_entry(*name));
        present
            .map(|(name, variable)| text(&name, variable).map(|text| (name, text)))
            .collect()
    }

    /// One variable as text without blanks around it; the empty text if it is not there or no
    /// text.
    #[must_use]
    pub fn get(&self, name: &str) -> String {
        match self.variables.get(name) {
            Some(Variable::Text(bytes)) => std::str::from_utf8(bytes)
                .unwrap_or_default()
                .trim()
                .to_owned(),
            Some(Variable::Array) | None => String::new(),
        }
    }

    /// The files, in the order they were sent.
    #[must_use]
    pub fn into_files(self) -> Vec<UploadedFile> {
        self.files
    }

    fn from_urlencoded(body: &[u8]) -> Self {
        let mut posted = Self::default();
        for pair in body
            .split(|b| *b == b'&')
            .filter(|pair| !pair.is_empty())
            .take(MAX_VARIABLES)
        {
            let mut halves = pair.splitn(2, |b| *b == b'=');
            let name = url_decoded(halves.next().unwrap_or_default());
            let value = url_decoded(halves.next().unwrap_or_default());
            posted.set(&name, value);
        }
        posted
    }

    async fn from_multipart(content_type: &str, body: Bytes) -> Result<Self, Unusable> {
        let mut posted = Self::default();
        let mut request = Request::new(Body::from(body));
        let content_type = content_type.parse().map_err(|_| Unusable)?;
        request
            .headers_mut()
            .insert(header::CONTENT_TYPE, content_type);
        // The whole body has been read by now, under the sandbox's own limit.
        DefaultBodyLimit::disable().apply(&mut request);
        let parts = Multipart::from_request(request, &()).await;
        let mut parts = parts.map_err(|_| Unusable)?;
        while let Some(part) = parts.next_field().await.map_err(|_| Unusable)? {
            posted.take(part).await?;
        }
        Ok(posted)
    }

    async fn take(&mut self, part: Field<'_>) -> Result<(), Unusable> {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let bytes = part.bytes().await.map_err(|_| Unusable)?;
        match file_name {
            // A file input that was left empty.
            Some(file_name) if file_name.is_empty() => {}
            Some(file_name) => self.files.push(UploadedFile {
                name: last_of_path(&file_name).to_owned(),
                bytes: bytes.into(),
            }),
            None if self.parts < MAX_VARIABLES => {
                self.parts += 1;
                self.set(name.as_bytes(), bytes.into());
            }
            None => {}
        }
        Ok(())
    }

    fn set(&mut self, name: &[u8], value: Vec<u8>) {
        match php_name(name) {
            Some((name, Shape::Text)) => {
                self.variables.insert(name, Variable::Text(value));
            }
            Some((name, Shape::Array)) => {
                self.variables.insert(name, Variable::Array);
            }
            None => {}
        }
    }
}

/// Whether a name ends in brackets.
enum Shape {
    Text,
    Array,
}

/// A name as PHP registers it; none if nothing of it is left.
fn php_name(raw: &[u8]) -> Option<(String, Shape)> {
    let raw = raw.split(|b| *b == 0).next().unwrap_or_default();
    let raw = String::from_utf8_lossy(raw);
    let raw = raw.trim_start_matches(' ');
    let (head, shape) = match raw.split_once('[') {
        Some((head, rest)) if rest.contains(']') => (head.to_owned(), Shape::Array),
        Some((head, rest)) => (format!("{head}_{rest}"), Shape::Text),
        None => (raw.to_owned(), Shape::Text),
    };
    let name = head.replace(['.', ' '], "_");
    (!name.is_empty()).then_some((name, shape))
}

/// PHP's `urldecode`: `+` is a blank, and a `%` without two digits behind it stands for itself.
fn url_decoded(text: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        match (byte, hex_pair(tail)) {
            (b'+', _) => decoded.push(b' '),
            (b'%', Some(value)) => {
                decoded.push(value);
                rest = &tail[2..];
            }
            _ => decoded.push(byte),
        }
    }
    decoded
}

/// Browsers of old sent whole paths, and PHP keeps what is behind the last `/` or `\`.
fn last_of_path(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or_default()
}

fn hex_pair(text: &[u8]) -> Option<u8> {
    let digit = |i: usize| char::from(*text.get(i)?).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

fn text(name: &str, variable: Variable) -> Result<String, InvalidVariable> {
    match variable {
        Variable::Array => Err(InvalidVariable::Array(name.to_owned())),
        Variable::Text(bytes) => {
            String::from_utf8(bytes).map_err(|_| InvalidVariable::NotUtf8(name.to_owned()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posted(body: &str) -> Posted {
        Posted::from_urlencoded(body.as_bytes())
    }

    #[test]
    fn the_last_of_a_repeated_name_wins() {
        assert_eq!(posted("a=1&b=2&a=3").get("a"), "3");
    }

    #[test]
    fn names_are_changed_as_php_changes_them() {
        for body in ["%20%20clientid=7", "clientid%00x=7", "clientid=7"] {
            assert_eq!(posted(body).get("clientid"), "7", "{body}");
        }
        assert_eq!(posted("no.email=1").get("no_email"), "1");
        assert_eq!(posted("a[b=1").get("a_b"), "1");
        assert_eq!(
            posted("deptid[x]=1").take_texts(&["deptid"]),
            Err(InvalidVariable::Array("deptid".into()))
        );
    }

    #[test]
    fn a_percent_without_digits_stands_for_itself() {
        assert_eq!(posted("a=100%&b=%zz+%41").get("a"), "100%");
        assert_eq!(posted("b=%zz+%41").get("b"), "%zz A");
    }

    #[test]
    fn bytes_that_are_no_text_are_named() {
        assert_eq!(
            posted("subject=%ff").take_texts(&["subject"]),
            Err(InvalidVariable::NotUtf8("subject".into()))
        );
    }

    #[test]
    fn what_follows_the_thousandth_variable_is_dropped() {
        let body = "x=1&".repeat(999) + "last=1&over=1";
        assert_eq!(posted(&body).get("last"), "1");
        assert_eq!(posted(&body).get("over"), "");
    }
}
