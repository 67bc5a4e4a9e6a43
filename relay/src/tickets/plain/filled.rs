//! A plain form as far as it is filled in.

use crate::intake::multipart::Plain;
use crate::state::Key;
use open_ticket::rules::Rules;
use open_ticket::ticket::{CustomFields, DepartmentId};
use open_ticket::wire::names;

/// What a person has filled in so far. Files are not among it: no browser lets a page choose them.
#[derive(Debug, Default)]
pub struct Filled {
    values: Vec<(String, String)>,
    /// The answers to the department's questions.
    pub answers: CustomFields,
    /// The token; empty for a guest.
    pub token: String,
    /// The intent.
    pub key: Option<Key>,
    /// The rules for a signed-in client.
    pub rules: Option<Rules>,
}

impl Filled {
    /// Nothing but a department.
    pub fn blank(department: DepartmentId) -> Self {
        Self {
            values: vec![(names::DEPARTMENT.to_owned(), department.to_string())],
            key: Key::random(),
            ..Self::default()
        }
    }

    /// What came with a form.
    pub fn of(plain: &Plain) -> Self {
        Self {
            values: plain.pairs.clone(),
            answers: plain.answers.clone(),
            token: plain.token.clone(),
            key: Key::parse(&plain.key),
            rules: None,
        }
    }

    /// The value of a field; the empty text if there is none.
    pub fn value(&self, name: &str) -> &str {
        let found = self.values.iter().find(|(found, _)| found == name);
        found.map_or("", |(_, value)| value)
    }
}
