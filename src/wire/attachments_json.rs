//! The JSON in the value of the `attachments` parameter, decoded file by file.
//!
//! The JSON is never held as a tree: 6 MB of `[{"":0},{"":0},…]` would take 600 MB. A file's
//! strings are decoded in place, and parsing stops at the first element of another shape.

use super::attachments_error::AttachmentsError;
use super::php_base64;
use crate::ticket::{Attachment, FileName, InvalidFileName};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// Maximum number of files in a list. An entry without data takes 24 bytes of JSON, and more than
/// three times that in memory. PHP accepts 20 files by default (`max_file_uploads`).
pub const MAX_FILES: usize = 1_000;

/// Maximum length of a file name in JSON, in bytes. A name of 255 bytes takes at most 1,532.
const MAX_NAME_JSON: usize = 4_096;

/// Maximum number of brackets and braces that are open at the same time. A list of files has two, and the
/// values of ignored keys may be nested. serde_json takes a byte for each.
const MAX_DEPTH: usize = 32;

/// Decodes the list of files.
pub fn decode_json(json: &[u8]) -> Result<Vec<Attachment>, AttachmentsError> {
    if depth(json) > MAX_DEPTH {
        return Err(AttachmentsError::Shape);
    }
    let mut reason = None;
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let files = FileList(&mut reason).deserialize(&mut deserializer);
    let files = files.and_then(|files| deserializer.end().map(|()| files));
    files.map_err(|error| {
        reason.unwrap_or(if error.is_data() {
            AttachmentsError::Shape
        } else {
            AttachmentsError::Json
        })
    })
}

/// Returns the maximum number of brackets and braces that are open at the same time outside of strings.
fn depth(json: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut is_in_string, mut is_escaped) = (false, false);
    for byte in json {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_in_string => is_escaped = true,
            b'"' => is_in_string = !is_in_string,
            _ if is_in_string => {}
            b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Seed of the list. It stores the reason of a refusal, which serde's errors cannot carry.
struct FileList<'a>(&'a mut Option<AttachmentsError>);

/// Seed of one file.
struct File<'a>(&'a mut Option<AttachmentsError>);

/// Values of a file, as written.
#[derive(Default)]
struct Values<'de> {
    name: Option<&'de RawValue>,
    file_name: Option<&'de RawValue>,
    data: Option<&'de RawValue>,
}

impl<'de> DeserializeSeed<'de> for FileList<'_> {
    type Value = Vec<Attachment>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for FileList<'_> {
    type Value = Vec<Attachment>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of files")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut files = Vec::new();
        while let Some(file) = list.next_element_seed(File(self.0))? {
            if files.len() == MAX_FILES {
                *self.0 = Some(AttachmentsError::TooManyFiles);
                return Err(A::Error::custom(AttachmentsError::TooManyFiles));
            }
            files.push(file);
        }
        Ok(files)
    }

    /// Without this, serde's error would contain the whole string.
    fn visit_str<E: Error>(self, _: &str) -> Result<Self::Value, E> {
        Err(E::custom(AttachmentsError::Shape))
    }
}

impl<'de> DeserializeSeed<'de> for File<'_> {
    type Value = Attachment;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for File<'_> {
    type Value = Attachment;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with a name and data")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut file: A) -> Result<Self::Value, A::Error> {
        let mut values = Values::default();
        while let Some(key) = file.next_key::<&RawValue>()? {
            let value = Some(file.next_value::<&RawValue>()?);
            match unescaped(key).as_deref() {
                Some(b"name") => values.name = value,
                Some(b"filename") => values.file_name = value,
                Some(b"data") => values.data = value,
                _ => {}
            }
        }
        values.decode().map_err(|error| {
            *self.0 = Some(error);
            A::Error::custom(error)
        })
    }

    /// Without this, serde's error would contain the whole string.
    fn visit_str<E: Error>(self, _: &str) -> Result<Self::Value, E> {
        Err(E::custom(AttachmentsError::Shape))
    }
}

impl Values<'_> {
    fn decode(self) -> Result<Attachment, AttachmentsError> {
        let name = self.name.or(self.file_name);
        let name = parse_name(name.ok_or(AttachmentsError::Shape)?)?;
        let data = self.data.filter(|data| is_string(data));
        let data = unescaped(data.ok_or(AttachmentsError::Shape)?);
        let bytes = data.and_then(|data| php_base64::decode(&data));
        let bytes = bytes.ok_or(AttachmentsError::FileBytes)?;
        Ok(Attachment::from_bytes(name, bytes))
    }
}

fn parse_name(json: &RawValue) -> Result<FileName, AttachmentsError> {
    if !is_string(json) {
        return Err(AttachmentsError::Shape);
    }
    if json.get().len() > MAX_NAME_JSON {
        return Err(AttachmentsError::FileName(InvalidFileName::TooLong));
    }
    let name: Cow<'_, str> =
        serde_json::from_str(json.get()).map_err(|_| AttachmentsError::Json)?;
    FileName::parse(&name).map_err(AttachmentsError::FileName)
}

fn is_string(json: &RawValue) -> bool {
    json.get().starts_with('"')
}

/// Returns the content of an ASCII string. Returns `None` for other strings and values. PHP escapes
/// `/` and .NET escapes `+`, both of which occur in base64.
fn unescaped(json: &RawValue) -> Option<Cow<'_, [u8]>> {
    let text = json.get().strip_prefix('"')?.strip_suffix('"')?.as_bytes();
    if !text.contains(&b'\\') {
        return Some(Cow::Borrowed(text));
    }
    let mut unescaped = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(position) = rest.iter().position(|byte| *byte == b'\\') {
        unescaped.extend_from_slice(&rest[..position]);
        let (escape, tail) = rest[position + 1..].split_first()?;
        rest = tail;
        unescaped.push(match escape {
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => {
                let (digits, tail) = rest.split_at_checked(4)?;
                rest = tail;
                let code = u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()?;
                Some(code).filter(u8::is_ascii)?
            }
            other => *other,
        });
    }
    unescaped.extend_from_slice(rest);
    Some(Cow::Owned(unescaped))
}
