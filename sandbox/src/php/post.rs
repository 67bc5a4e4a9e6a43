//! `$_POST` and `$_FILES` of a request.
//!
//! The last value of a repeated name wins, and variables after the thousandth are dropped (PHP manual,
//! "Variables from external sources"; `max_input_vars`).

use super::chunked_body::{ChunkedBody, Progress};
use super::url_decoding::url_decode;
use super::variable_name::{VariableType, php_name};
use axum::body::{Body, Bytes};
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{HeaderMap, header};
use std::collections::BTreeMap;

/// PHP's default of `max_input_vars`.
const MAX_VARIABLES: usize = 1_000;

/// Maximum length of a name, in bytes. PHP has no limit, but no parameter of WHMCS has a longer name.
const MAX_NAME_BYTES: usize = 4_096;

/// Size from which the memory of a part is reserved in one step, in bytes. Growing by doubling would take
/// three times the size of a large file.
const LARGE_PART: usize = 256 << 10;

/// The variables and files of a request.
#[derive(Debug, Default)]
pub struct PhpPost {
    variables: BTreeMap<String, Variable>,
    files: Vec<UploadedFile>,
    /// Number of parts of a multipart body that were variables.
    variable_parts: usize,
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
    /// The file name that the client sent, without a path.
    pub name: String,
    /// The contents.
    pub bytes: Vec<u8>,
}

/// Error of parsing a multipart body that is malformed or incomplete. PHP would accept the parts that
/// arrived, and a file would be missing from the ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnreadableMultipart;

/// Error of reading a variable as text, with the variable's name.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidVariable {
    /// The variable is an array.
    #[error("{0} must be a string, not an array")]
    Array(String),
    /// The variable is not UTF-8.
    #[error("{0} is not valid UTF-8")]
    NotUtf8(String),
}

impl PhpPost {
    /// Parses a body by its content type. A body that is not an HTML form is ignored, as in
    /// PHP.
    ///
    /// # Errors
    /// [`UnreadableMultipart`].
    pub async fn parse(headers: &HeaderMap, body: Bytes) -> Result<Self, UnreadableMultipart> {
        let content_type = headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        // As in PHP, the type ends at a semicolon, a comma or a space.
        let media_type = content_type
            .split([';', ',', ' '])
            .next()
            .unwrap_or_default();
        match media_type.to_ascii_lowercase().as_str() {
            "application/x-www-form-urlencoded" => Ok(Self::from_urlencoded(&body)),
            "multipart/form-data" => Self::from_multipart(content_type, body).await,
            _ => Ok(Self::default()),
        }
    }

    /// Removes the variables with these names, and returns those that exist as text.
    ///
    /// # Errors
    /// [`InvalidVariable`] for the first one that is not text.
    pub fn take_strings(
        &mut self,
        names: &[&str],
    ) -> Result<Vec<(String, String)>, InvalidVariable> {
        let present = names
            .iter()
            .filter_map(|name| self.variables.remove_entry(*name));
        present
            .map(|(name, variable)| into_text(&name, variable).map(|text| (name, text)))
            .collect()
    }

    /// Returns a variable as trimmed text; empty if it is missing or not text.
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

    /// Returns the files in their order in the body.
    #[must_use]
    pub fn into_files(self) -> Vec<UploadedFile> {
        self.files
    }

    fn from_urlencoded(body: &[u8]) -> Self {
        let mut post = Self::default();
        for pair in body
            .split(|byte| *byte == b'&')
            .filter(|pair| !pair.is_empty())
            .take(MAX_VARIABLES)
        {
            let mut name_and_value = pair.splitn(2, |byte| *byte == b'=');
            let name = url_decode(name_and_value.next().unwrap_or_default());
            let value = url_decode(name_and_value.next().unwrap_or_default());
            post.set(&name, value);
        }
        post
    }

    async fn from_multipart(content_type: &str, body: Bytes) -> Result<Self, UnreadableMultipart> {
        let mut post = Self::default();
        let progress = Progress::default();
        let mut request = Request::new(Body::new(ChunkedBody::new(body, progress.clone())));
        let content_type = content_type.parse().map_err(|_| UnreadableMultipart)?;
        request
            .headers_mut()
            .insert(header::CONTENT_TYPE, content_type);
        // The body is complete and within the sandbox's own limit.
        DefaultBodyLimit::disable().apply(&mut request);
        let parts = Multipart::from_request(request, &()).await;
        let mut parts = parts.map_err(|_| UnreadableMultipart)?;
        while let Some(part) = parts.next_field().await.map_err(|_| UnreadableMultipart)? {
            progress.record();
            post.add_part(part, &progress).await?;
        }
        Ok(post)
    }

    async fn add_part(
        &mut self,
        mut part: Field<'_>,
        progress: &Progress,
    ) -> Result<(), UnreadableMultipart> {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let bytes = read_part(&mut part, progress).await?;
        match file_name {
            // An empty file input.
            Some(file_name) if file_name.is_empty() => {}
            Some(file_name) => self.files.push(UploadedFile {
                name: base_name(&file_name).to_owned(),
                bytes,
            }),
            None if self.variable_parts < MAX_VARIABLES => {
                self.variable_parts += 1;
                self.set(name.as_bytes(), bytes);
            }
            None => {}
        }
        Ok(())
    }

    fn set(&mut self, raw_name: &[u8], value: Vec<u8>) {
        if raw_name.len() > MAX_NAME_BYTES {
            return;
        }
        if let Some((name, variable_type)) = php_name(raw_name) {
            let variable = match variable_type {
                VariableType::Text => Variable::Text(value),
                VariableType::Array => Variable::Array,
            };
            self.variables.insert(name, variable);
        }
    }
}

/// Reads the content of a part.
async fn read_part(
    part: &mut Field<'_>,
    progress: &Progress,
) -> Result<Vec<u8>, UnreadableMultipart> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(|_| UnreadableMultipart)? {
        progress.record();
        let is_full = bytes.capacity() - bytes.len() < chunk.len();
        if is_full && bytes.len() >= LARGE_PART {
            bytes.reserve_exact(chunk.len() + progress.remaining());
        }
        bytes.extend_from_slice(&chunk);
    }
    bytes.shrink_to_fit();
    Ok(bytes)
}

/// Returns the text after the last `/` or `\`, as PHP does. Old browsers send whole paths.
fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or_default()
}

fn into_text(name: &str, variable: Variable) -> Result<String, InvalidVariable> {
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

    fn parse(body: &str) -> PhpPost {
        PhpPost::from_urlencoded(body.as_bytes())
    }

    #[test]
    fn the_last_value_of_a_repeated_name_wins() {
        assert_eq!(parse("a=1&b=2&a=3").get("a"), "3");
    }

    #[test]
    fn names_and_values_are_decoded() {
        for body in ["%20%20clientid=7", "clientid%00x=7", "clientid=7"] {
            assert_eq!(parse(body).get("clientid"), "7", "{body}");
        }
        assert_eq!(parse("no.email=1").get("no_email"), "1");
        assert_eq!(parse("a[b=1").get("a_b"), "1");
        assert_eq!(parse("a=100%&b=%zz+%41").get("a"), "100%");
        assert_eq!(parse("b=%zz+%41").get("b"), "%zz A");
    }

    #[test]
    fn an_array_and_invalid_utf_8_are_reported_with_their_name() {
        assert_eq!(
            parse("deptid[x]=1").take_strings(&["deptid"]),
            Err(InvalidVariable::Array("deptid".into()))
        );
        assert_eq!(
            parse("subject=%ff").take_strings(&["subject"]),
            Err(InvalidVariable::NotUtf8("subject".into()))
        );
    }

    #[test]
    fn variables_after_the_thousandth_are_dropped() {
        let body = "x=1&".repeat(999) + "last=1&over=1";
        assert_eq!(parse(&body).get("last"), "1");
        assert_eq!(parse(&body).get("over"), "");
    }
}
