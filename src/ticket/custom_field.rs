//! Answers to a department's own questions.

use std::collections::BTreeMap;

super::id! {
    /// A custom field of a department.
    FieldId
}

/// The answers by field, in the order of the fields' ids. An empty answer is an answer too:
/// a tick box that was cleared, say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomFields(BTreeMap<FieldId, String>);

impl CustomFields {
    /// Whether nothing was answered; then WHMCS is sent no such parameter.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The answer to one field.
    #[must_use]
    pub fn get(&self, id: FieldId) -> Option<&str> {
        self.0.get(&id).map(String::as_str)
    }

    /// Sets the answer to one field.
    pub fn set(&mut self, id: FieldId, answer: impl Into<String>) {
        self.0.insert(id, answer.into());
    }

    /// All answers, by ascending id.
    pub fn iter(&self) -> impl Iterator<Item = (FieldId, &str)> {
        self.0.iter().map(|(id, answer)| (*id, answer.as_str()))
    }
}

impl<S: Into<String>> FromIterator<(FieldId, S)> for CustomFields {
    fn from_iter<I: IntoIterator<Item = (FieldId, S)>>(answers: I) -> Self {
        // One by one: collecting into a map brings a sort of its own into the bundle.
        let mut fields = Self::default();
        for (id, answer) in answers {
            fields.set(id, answer);
        }
        fields
    }
}
