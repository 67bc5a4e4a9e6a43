//! The value of the `attachments` parameter: `base64(JSON([{"name": …, "data": base64(bytes)}, …]))`.
//!
//! [`Encoder`] writes it from pieces of any size and keeps no more than four bytes of them, so
//! that a browser need not hold a file in memory. [`decode`] reads it whole.

use super::base64::{Base64, Pairs};
use crate::ticket::{Attachment, FileName, InvalidFileName};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use std::fmt;

const BEFORE_NAME: &str = r#"{"name":""#;
const BEFORE_BYTES: &str = r#"","data":""#;
const AFTER_BYTES: &str = r#""}"#;

/// Writes the value in pieces, percent-encoded and ready to stand in a body.
///
/// The JSON within holds no character but ASCII, as that of PHP's `json_encode`, and spells `~`,
/// `>` and `?` as `\u…`. So the outer base64 never has a `+` or `/`, and only the `=` at its end
/// needs a `%3D`: nothing on the way can take a `+` for a blank, and the size is known beforehand
/// ([`files_bytes`](crate::rules::files_bytes)).
///
/// ```
/// use open_ticket::ticket::FileName;
/// use open_ticket::wire::attachments::Encoder;
///
/// let mut value = String::new();
/// let mut encoder = Encoder::new();
/// encoder.file(&FileName::parse("a.txt").unwrap(), &mut value);
/// encoder.bytes(b"Hello, ", &mut value);
/// encoder.bytes(b"world", &mut value);
/// encoder.finish(&mut value);
/// assert_eq!(value, "W3sibmFtZSI6ImEudHh0IiwiZGF0YSI6IlNHVnNiRzhzSUhkdmNteGsifV0%3D");
/// ```
pub struct Encoder {
    json: Base64,
    file: Option<Base64>,
    pairs: Box<Pairs>,
}

/// A value that no list of files can be read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttachmentsError {
    /// It is not base64 in the standard alphabet, padded and without anything else.
    Base64,
    /// What it holds is not JSON.
    Json,
    /// The JSON is not a list of objects, each with its name and its data as text.
    Shape,
    /// A file's name is none.
    FileName(InvalidFileName),
    /// A file's data is not base64.
    FileBytes,
}

impl Encoder {
    /// A value without files so far.
    #[must_use]
    pub fn new() -> Self {
        Self {
            json: Base64::default(),
            file: None,
            pairs: Box::new(Pairs::new()),
        }
    }

    /// Begins a file; the one before it, if any, is complete.
    pub fn file(&mut self, name: &FileName, value: &mut String) {
        let mut json = self.end_of_file();
        json.push(if json.is_empty() { '[' } else { ',' });
        json.push_str(BEFORE_NAME);
        escape(name.as_str(), &mut json);
        json.push_str(BEFORE_BYTES);
        self.json.push(json.as_bytes(), value);
        self.file = Some(Base64::default());
    }

    /// Adds the next bytes of the file that was begun last. Before the first file there is none,
    /// and nothing is added.
    pub fn bytes(&mut self, bytes: &[u8], value: &mut String) {
        let Some(file) = &mut self.file else { return };
        value.reserve(bytes.len() / 9 * 16 + 16);
        self.pairs.push_twice(bytes, file, &mut self.json, value);
    }

    /// Ends the value.
    pub fn finish(mut self, value: &mut String) {
        let mut json = self.end_of_file();
        json.push_str(if json.is_empty() { "[]" } else { "]" });
        self.json.push(json.as_bytes(), value);
        let mut end = String::new();
        self.json.finish(&mut end);
        value.push_str(&end.replace('=', "%3D"));
    }

    /// What is still to be said of the open file; nothing if there is none.
    fn end_of_file(&mut self) -> String {
        let mut json = String::new();
        if let Some(file) = self.file.take() {
            file.finish(&mut json);
            json.push_str(AFTER_BYTES);
        }
        json
    }
}

/// Reads the value, with `filename` for `name` as well: WHMCS's page names both. The last of a
/// repeated key wins, as in PHP, and other keys are ignored: PHP's `$_FILES` has some.
///
/// # Errors
/// [`AttachmentsError`]; one wrong file is enough.
pub fn decode(value: &str) -> Result<Vec<Attachment>, AttachmentsError> {
    let json = STANDARD
        .decode(value)
        .map_err(|_| AttachmentsError::Base64)?;
    let list: Vec<Value> = match serde_json::from_slice(&json) {
        Ok(Value::Array(list)) => list,
        Ok(_) => return Err(AttachmentsError::Shape),
        Err(_) => return Err(AttachmentsError::Json),
    };
    list.iter().map(file).collect()
}

fn file(file: &Value) -> Result<Attachment, AttachmentsError> {
    let name = file.get("name").or_else(|| file.get("filename"));
    let name = name
        .and_then(Value::as_str)
        .ok_or(AttachmentsError::Shape)?;
    let bytes = file["data"].as_str().ok_or(AttachmentsError::Shape)?;
    let name = FileName::parse(name).map_err(AttachmentsError::FileName)?;
    let bytes = STANDARD
        .decode(bytes)
        .map_err(|_| AttachmentsError::FileBytes)?;
    Ok(Attachment::from_bytes(name, bytes))
}

/// A name within a JSON string, in the ASCII that the outer base64 needs no escape for.
fn escape(name: &str, json: &mut String) {
    for c in name.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            ' '..='=' | '@'..='}' => json.push(c),
            _ => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    escape_unit(*unit, json);
                }
            }
        }
    }
}

fn escape_unit(unit: u16, json: &mut String) {
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

impl fmt::Display for AttachmentsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Base64 => "the list of files is not base64",
            Self::Json => "the list of files is not JSON",
            Self::Shape => "the list of files is not one of objects with a name and data",
            Self::FileName(InvalidFileName::Empty) => "a file's name is empty",
            Self::FileName(InvalidFileName::TooLong) => "a file's name is over 255 bytes",
            Self::FileName(InvalidFileName::Path) => "a file's name is a path",
            Self::FileName(InvalidFileName::Control) => {
                "a file's name holds control or bidirectional characters"
            }
            Self::FileName(InvalidFileName::Reserved) => "a file's name is a device's on Windows",
            Self::FileBytes => "a file's data is not base64",
        })
    }
}

impl std::error::Error for AttachmentsError {}
