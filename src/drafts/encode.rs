//! Encoding of a draft as JSON.

use super::migration::VERSION;
use super::{SavedDraft, SavedFile};
use crate::ticket::Priority;

/// Value of the key `type`, which distinguishes a draft from other JSON.
pub(super) const TYPE: &str = "open-ticket-draft";

impl SavedDraft {
    /// Encodes the draft as one line of JSON.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut json = JsonWriter::default();
        json.begin('{');
        json.text("type", Some(TYPE));
        json.number("version", Some(VERSION as u64));
        json.number("saved_at", Some(self.saved_at));
        json.text("name", Some(&self.name));
        json.text("email", Some(&self.email));
        json.number("department", self.department.map(|id| id.get().into()));
        let related = self.related.map(|related| related.to_string());
        json.text("related", related.as_deref());
        json.text("priority", self.priority.map(Priority::as_str));
        json.text("subject", Some(&self.subject));
        json.key("answers");
        json.begin('{');
        for (id, answer) in self.answers.iter() {
            json.text(&id.to_string(), Some(answer));
        }
        json.end('}');
        // After the short values: a truncated draft loses its end.
        json.text("message", Some(&self.message));
        json.key("files");
        json.begin('[');
        for file in &self.files {
            json.separate();
            encode_file(file, &mut json);
        }
        json.end(']');
        let submission = self.submission.map(|key| key.to_string());
        json.text("submission", submission.as_deref());
        let is_changed = self.is_changed_since_submission;
        json.flag("is_changed_since_submission", is_changed);
        json.end('}');
        json.text
    }
}

fn encode_file(file: &SavedFile, json: &mut JsonWriter) {
    json.begin('{');
    json.number("id", Some(file.id.into()));
    json.text("name", Some(file.name.as_str()));
    json.text("original_name", file.original_name.as_deref());
    json.number("size", Some(file.size));
    json.text("media_type", Some(&file.media_type));
    json.number("original_size", file.original_size);
    json.flag("is_converted", file.is_converted);
    json.flag("is_prepared", file.is_prepared);
    json.flag("is_stored", file.is_stored);
    json.flag("is_late", file.is_late);
    json.end('}');
}

/// A JSON text (RFC 8259) of strings, whole numbers and Booleans. `serde_json`'s serializer would add
/// the formatting of fractions to the bundle.
#[derive(Default)]
struct JsonWriter {
    text: String,
    /// `true` if a comma precedes the next value.
    has_value: bool,
}

impl JsonWriter {
    fn begin(&mut self, bracket: char) {
        self.text.push(bracket);
        self.has_value = false;
    }

    fn end(&mut self, bracket: char) {
        self.text.push(bracket);
        self.has_value = true;
    }

    fn separate(&mut self) {
        if self.has_value {
            self.text.push(',');
        }
        self.has_value = true;
    }

    fn key(&mut self, key: &str) {
        self.separate();
        self.string(key);
        self.text.push(':');
    }

    fn text(&mut self, key: &str, value: Option<&str>) {
        self.key(key);
        match value {
            Some(value) => self.string(value),
            None => self.text.push_str("null"),
        }
    }

    fn number(&mut self, key: &str, value: Option<u64>) {
        self.key(key);
        let value = value.map(|value| value.to_string());
        self.text.push_str(value.as_deref().unwrap_or("null"));
    }

    fn flag(&mut self, key: &str, value: bool) {
        self.key(key);
        self.text.push_str(if value { "true" } else { "false" });
    }

    /// Writes a string. Quotes, backslashes and control characters must be escaped.
    fn string(&mut self, value: &str) {
        self.text.reserve(value.len() + 2);
        self.text.push('"');
        let mut rest = value;
        while let Some(index) = rest.bytes().position(needs_escape) {
            let (before, after) = rest.split_at(index);
            self.text.push_str(before);
            let escaped = after.as_bytes()[0];
            match escaped {
                b'"' | b'\\' => {
                    self.text.push('\\');
                    self.text.push(escaped.into());
                }
                b'\n' => self.text.push_str("\\n"),
                b'\t' => self.text.push_str("\\t"),
                control => self.text.push_str(&format!("\\u{control:04x}")),
            }
            // The escaped character has one byte.
            rest = &after[1..];
        }
        self.text.push_str(rest);
        self.text.push('"');
    }
}

const fn needs_escape(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}
