//! Answers to a department's custom fields.

use super::FieldId;
use super::characters::without_controls;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Answers by field, ordered by field id. An empty answer is stored too: it is the value of a
/// cleared tick box, for example.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomFieldAnswers(BTreeMap<FieldId, String>);

impl CustomFieldAnswers {
    /// Returns `true` if there are no answers. The request then has no `customfields` parameter.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The answer to a field.
    #[must_use]
    pub fn get(&self, id: FieldId) -> Option<&str> {
        self.0.get(&id).map(String::as_str)
    }

    /// Sets the answer to a field. [Removes](without_controls) control characters and terminal
    /// escape sequences, as from a message.
    pub fn set(&mut self, id: FieldId, answer: impl Into<String>) {
        let answer = answer.into();
        let clean = match without_controls(&answer) {
            Cow::Owned(clean) => clean,
            Cow::Borrowed(_) => answer,
        };
        self.0.insert(id, clean);
    }

    /// All answers, by ascending field id.
    pub fn iter(&self) -> impl Iterator<Item = (FieldId, &str)> {
        self.0.iter().map(|(id, answer)| (*id, answer.as_str()))
    }
}

impl<S: Into<String>> FromIterator<(FieldId, S)> for CustomFieldAnswers {
    fn from_iter<I: IntoIterator<Item = (FieldId, S)>>(answers: I) -> Self {
        // Inserted one by one: collecting into a map would add another sorting algorithm to the bundle.
        let mut fields = Self::default();
        for (id, answer) in answers {
            fields.set(id, answer);
        }
        fields
    }
}
