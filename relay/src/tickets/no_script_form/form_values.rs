//! The values in a displayed form.

use crate::api_error::ApiError;
use crate::app_state::AppState;
use crate::auth::Identity;
use crate::body::{ATTACHMENTS_FIELD, KEY_FIELD, ScannedForm, TOKEN_FIELD};
use crate::state::{IdempotencyKey, random_idempotency_key};
use open_ticket::rules::Rules;
use open_ticket::ticket::{CustomFieldAnswers, DepartmentId, FieldId, FileName};
use open_ticket::wire::parameter_names;

/// Values of a form. Of the files, only the names and sizes: a page cannot fill in a file input.
#[derive(Debug, Default)]
pub struct FormValues {
    pairs: Vec<(String, String)>,
    /// Answers to the department's custom fields.
    pub answers: CustomFieldAnswers,
    /// Names and sizes of the files that were sent.
    pub files: Vec<(FileName, u64)>,
    /// Token. Empty for a guest.
    pub token: String,
    /// Idempotency key.
    pub key: Option<IdempotencyKey>,
    /// Signed-in client, by the token or by a header.
    pub identity: Option<Identity>,
    /// Rules for a signed-in client.
    pub rules: Option<Rules>,
    /// `true` if everything that was sent has been read.
    pub is_complete: bool,
    /// `true` if this form is submitted with the key of an earlier form that had the same content.
    pub is_repeated: bool,
    /// Number of the ticket that an earlier form with the same content has opened.
    pub open_ticket: Option<String>,
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
            is_complete: true,
            ..Self::default()
        }
    }

    /// Creates values from a submitted form. The first value of each name counts.
    pub fn from_scanned(form: ScannedForm) -> Self {
        let mut values = Self {
            is_complete: form.is_complete,
            ..Self::default()
        };
        for (name, text) in form.texts {
            match (name.as_str(), custom_field_id(&name)) {
                (KEY_FIELD, _) => values.key = values.key.or(IdempotencyKey::parse(&text)),
                (TOKEN_FIELD, _) if values.token.is_empty() => values.token = text,
                (TOKEN_FIELD | ATTACHMENTS_FIELD, _) => {}
                (_, Some(id)) if values.answers.get(id).is_none() => values.answers.set(id, text),
                (_, Some(_)) => {}
                _ => values.pairs.push((name, text)),
            }
        }
        // Browsers send an empty file input as an empty file without a name.
        let files = form.files.into_iter();
        let files = files.filter(|(name, size)| !(name.is_empty() && *size == 0));
        values.files = files
            .map(|(name, size)| (FileName::sanitized(&name), size))
            .collect();
        values
    }

    /// Verifies the token of the form, if it has one.
    ///
    /// # Errors
    /// [`ApiError::TokenExpired`] or [`ApiError::TokenInvalid`].
    pub fn authenticate(&mut self, state: &AppState) -> Result<(), ApiError> {
        if !self.token.is_empty() {
            self.identity = Some(state.verify_token(&self.token)?);
        }
        Ok(())
    }

    /// Returns the value of a field. Empty if the field has no value.
    pub fn value(&self, name: &str) -> &str {
        let pair = self.pairs.iter().find(|(pair_name, _)| pair_name == name);
        pair.map_or("", |(_, value)| value)
    }

    /// Returns `true` if the form shows any typed text.
    pub fn has_text(&self) -> bool {
        let typed = [
            parameter_names::NAME,
            parameter_names::EMAIL,
            parameter_names::SUBJECT,
            parameter_names::MESSAGE,
        ];
        let has_answer = self.answers.iter().any(|(_, answer)| !answer.is_empty());
        has_answer || typed.iter().any(|name| !self.value(name).is_empty())
    }
}

/// Returns the id in `customfield[ID]`.
fn custom_field_id(name: &str) -> Option<FieldId> {
    let number = name.strip_prefix("customfield[")?.strip_suffix(']')?;
    FieldId::new(number.parse().ok()?)
}
