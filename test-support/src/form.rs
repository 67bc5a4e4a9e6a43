//! `OpenTicket` requests as URL-encoded forms.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// A form, as pairs of names and values.
#[derive(Clone, Debug, Default)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// Returns a guest's ticket for the department without custom fields, with every parameter that
    /// WHMCS requires.
    #[must_use]
    pub fn ticket() -> Self {
        Self::of(&[
            ("action", "OpenTicket"),
            ("responsetype", "json"),
            ("deptid", "1"),
            ("name", "Ada Lovelace"),
            ("email", "ada@example.com"),
            ("subject", "A question"),
            ("message", "How does it work?"),
        ])
    }

    /// Returns a form with these pairs.
    #[must_use]
    pub fn of(pairs: &[(&str, &str)]) -> Self {
        Self(
            pairs
                .iter()
                .map(|(name, value)| ((*name).into(), (*value).into()))
                .collect(),
        )
    }

    /// Replaces the value of a name, or adds the pair.
    #[must_use]
    pub fn with(self, name: &str, value: impl Into<String>) -> Self {
        self.without(name).and(name, value)
    }

    /// Adds a pair, even if the form already has the name.
    #[must_use]
    pub fn and(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.push((name.into(), value.into()));
        self
    }

    /// Removes every pair of a name.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.0.retain(|(other, _)| other != name);
        self
    }

    /// Adds the sandbox's credentials.
    #[must_use]
    pub fn with_credentials(self) -> Self {
        self.with("identifier", "sandbox").with("secret", "sandbox")
    }

    /// Returns the URL-encoded body.
    #[must_use]
    pub fn body(&self) -> String {
        let pairs: Vec<_> = self
            .0
            .iter()
            .map(|(name, value)| format!("{}={}", url_encoded(name), url_encoded(value)))
            .collect();
        pairs.join("&")
    }
}

/// Returns a value of the parameter `attachments`, encoded as WHMCS documents it.
#[must_use]
pub fn attachments(files: &[(&str, &[u8])]) -> String {
    let list: Vec<_> = files
        .iter()
        .map(|(name, bytes)| json!({ "name": name, "data": STANDARD.encode(bytes) }))
        .collect();
    STANDARD.encode(Value::from(list).to_string())
}

/// Returns a value of the parameter `customfields`: a PHP array by field id, in the format of
/// `serialize`, in base64.
#[must_use]
pub fn custom_fields(answers: &[(u32, &str)]) -> String {
    let pairs: String = answers
        .iter()
        .map(|(id, answer)| format!("i:{id};s:{}:\"{answer}\";", answer.len()))
        .collect();
    STANDARD.encode(format!("a:{}:{{{pairs}}}", answers.len()))
}

fn url_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => encoded.push(char::from(byte)),
            _ => write!(encoded, "%{byte:02X}").unwrap(),
        }
    }
    encoded
}
