//! Answers to a department's custom fields.

use super::FieldId;
use super::characters::without_controls;
use std::borrow::Cow;

/// Answers by field, ordered by field id. An empty answer is stored too: it is the value of a
/// cleared tick box, for example.
// A sorted list: a map with these types would be 1.3 kB (brotli) of a first visit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomFieldAnswers(Vec<(FieldId, String)>);

impl CustomFieldAnswers {
    /// Returns `true` if there are no answers. The request then has no `customfields` parameter.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The answer to a field.
    #[must_use]
    pub fn get(&self, id: FieldId) -> Option<&str> {
        let position = self.position(id).ok()?;
        Some(&self.0[position].1)
    }

    /// Sets the answer to a field. [Removes](without_controls) control characters and terminal
    /// escape sequences, as from a message.
    pub fn set(&mut self, id: FieldId, answer: impl Into<String>) {
        let answer = answer.into();
        let clean = match without_controls(&answer) {
            Cow::Owned(clean) => clean,
            Cow::Borrowed(_) => answer,
        };
        match self.position(id) {
            Ok(position) => self.0[position].1 = clean,
            Err(position) => self.0.insert(position, (id, clean)),
        }
    }

    /// The position of a field's answer, or the one at which it belongs.
    fn position(&self, id: FieldId) -> Result<usize, usize> {
        self.0.binary_search_by_key(&id, |(id, _)| *id)
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
