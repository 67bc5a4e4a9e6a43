//! The values in a displayed form.

use crate::body::MultipartForm;
use crate::state::{IdempotencyKey, random_idempotency_key};
use open_ticket::rules::Rules;
use open_ticket::ticket::{CustomFieldAnswers, DepartmentId};
use open_ticket::wire::parameter_names;

/// Values of a form. Files are omitted: a page cannot fill in a file input.
#[derive(Debug, Default)]
pub struct FormValues {
    pairs: Vec<(String, String)>,
    /// Answers to the department's custom fields.
    pub answers: CustomFieldAnswers,
    /// Token. Empty for a guest.
    pub token: String,
    /// Idempotency key.
    pub key: Option<IdempotencyKey>,
    /// Rules for a signed-in client.
    pub rules: Option<Rules>,
}

impl FormValues {
    /// Creates the values of a new form for a department.
    pub fn new(department: DepartmentId) -> Self {
        Self {
            pairs: vec![(
                parameter_names::DEPARTMENT.to_owned(),
                department.to_string(),
            )],
            key: random_idempotency_key(),
            ..Self::default()
        }
    }

    /// Copies the values of a submitted form.
    pub fn from_submitted(form: &MultipartForm) -> Self {
        Self {
            pairs: form.pairs.clone(),
            answers: form.answers.clone(),
            token: form.token.clone(),
            key: IdempotencyKey::parse(&form.key),
            rules: None,
        }
    }

    /// Returns the value of a field. Empty if the field has no value.
    pub fn value(&self, name: &str) -> &str {
        let pair = self.pairs.iter().find(|(pair_name, _)| pair_name == name);
        pair.map_or("", |(_, value)| value)
    }
}
