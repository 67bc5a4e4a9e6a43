//! The value of the `attachments` parameter: `base64(JSON([{"name": …, "data": base64(bytes)}, …]))`.
//!
//! [`Encoder`] encodes a stream of chunks of any size and buffers at most four bytes, so that a
//! browser never has to load a file into memory. `decode` decodes a complete value.

pub use super::attachments_error::AttachmentsError;
#[cfg(not(target_arch = "wasm32"))]
pub use super::attachments_json::MAX_FILES;

#[cfg(not(target_arch = "wasm32"))]
use super::attachments_json::decode_json;
use super::base64::{Base64Encoder, PairTable};
#[cfg(not(target_arch = "wasm32"))]
use super::php_base64::decode_in_place;
#[cfg(not(target_arch = "wasm32"))]
use crate::ticket::Attachment;
use crate::ticket::FileName;
use std::fmt;

const BEFORE_NAME: &str = r#"{"name":""#;
const BEFORE_BYTES: &str = r#"","data":""#;
const AFTER_BYTES: &str = r#""}"#;

/// Encodes the value as a stream, percent-encoded for use in a request body.
///
/// The JSON is ASCII, like the output of PHP's `json_encode`, and escapes `~`, `>` and `?` as `\u…`.
/// Therefore the outer base64 never contains `+` or `/`, and only the `=` at its end becomes `%3D`:
/// no intermediary can misread a `+` as a space, and the size can be computed in advance
/// ([`encoded_files_size`](crate::rules::encoded_files_size)).
///
/// ```
/// use open_ticket::ticket::FileName;
/// use open_ticket::wire::attachments::Encoder;
///
/// let mut value = String::new();
/// let mut encoder = Encoder::new();
/// encoder.start_file(&FileName::parse("a.txt").unwrap(), &mut value);
/// encoder.push_bytes(b"Hello, ", &mut value);
/// encoder.push_bytes(b"world", &mut value);
/// encoder.finish(&mut value);
/// assert_eq!(value, "W3sibmFtZSI6ImEudHh0IiwiZGF0YSI6IlNHVnNiRzhzSUhkdmNteGsifV0%3D");
/// ```
pub struct Encoder {
    json: Base64Encoder,
    file: Option<Base64Encoder>,
    pairs: Box<PairTable>,
}

impl Encoder {
    /// Creates an encoder without files.
    #[must_use]
    pub fn new() -> Self {
        Self {
            json: Base64Encoder::default(),
            file: None,
            pairs: Box::new(PairTable::new()),
        }
    }

    /// Starts a file and completes the previous one.
    pub fn start_file(&mut self, name: &FileName, value: &mut String) {
        let mut json = self.end_file();
        json.push(if json.is_empty() { '[' } else { ',' });
        json.push_str(BEFORE_NAME);
        push_json_escaped(name.as_str(), &mut json);
        json.push_str(BEFORE_BYTES);
        self.json.push(json.as_bytes(), value);
        self.file = Some(Base64Encoder::default());
    }

    /// Encodes the next bytes of the current file. Does nothing before the first file.
    pub fn push_bytes(&mut self, bytes: &[u8], value: &mut String) {
        let Some(file) = &mut self.file else { return };
        value.reserve(bytes.len() / 9 * 16 + 16);
        self.pairs.push_twice(bytes, file, &mut self.json, value);
    }

    /// Completes the value.
    pub fn finish(mut self, value: &mut String) {
        let mut json = self.end_file();
        json.push_str(if json.is_empty() { "[]" } else { "]" });
        self.json.push(json.as_bytes(), value);
        let mut end = String::new();
        self.json.finish(&mut end);
        value.push_str(&end.replace('=', "%3D"));
    }

    /// The JSON that completes the current file. Empty if there is none.
    fn end_file(&mut self) -> String {
        let mut json = String::new();
        if let Some(file) = self.file.take() {
            file.finish(&mut json);
            json.push_str(AFTER_BYTES);
        }
        json
    }
}

/// Decodes the value. The key `name` may be named `filename`: WHMCS's page contains both. The last
/// value of a repeated key is used, as in PHP. Other keys are ignored: PHP's `$_FILES` has some.
///
/// # Errors
/// Returns [`AttachmentsError`] if the value or any of its files is invalid.
#[cfg(not(target_arch = "wasm32"))]
pub fn decode(value: &str) -> Result<Vec<Attachment>, AttachmentsError> {
    decode_owned(value.to_owned())
}

/// Decodes the value like [`decode`], within the value's own memory. Only the files take additional
/// memory, 9/16 of the value's size, and one file at a time whose data contains escapes.
///
/// # Errors
/// Returns [`AttachmentsError`] if the value or any of its files is invalid.
#[cfg(not(target_arch = "wasm32"))]
pub fn decode_owned(value: String) -> Result<Vec<Attachment>, AttachmentsError> {
    let json = decode_in_place(value.into_bytes()).ok_or(AttachmentsError::Base64)?;
    decode_json(&json)
}

/// Escapes a name in a JSON string, so that the outer base64 contains no `+` and `/`.
fn push_json_escaped(name: &str, json: &mut String) {
    for c in name.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            ' '..='=' | '@'..='}' => json.push(c),
            _ => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    push_unicode_escape(*unit, json);
                }
            }
        }
    }
}

fn push_unicode_escape(unit: u16, json: &mut String) {
    json.push_str("\\u");
    for shift in [12, 8, 4, 0] {
        let digit = u32::from(unit >> shift & 15);
        json.push(char::from_digit(digit, 16).unwrap_or('0'));
    }
}

impl Default for Encoder {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Encoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Encoder")
    }
}
