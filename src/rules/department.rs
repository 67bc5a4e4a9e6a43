//! A department and its custom fields.

use super::CustomField;
use crate::ticket::{CustomFieldAnswers, DepartmentId};

/// A department, as shown in the form.
#[derive(Clone, Debug, PartialEq)]
pub struct Department {
    /// WHMCS's id of the department.
    pub id: DepartmentId,
    /// Name of the option.
    pub name: String,
    /// Single-line description; may be empty.
    pub description: String,
    /// `true` if only signed-in clients can open tickets here.
    pub clients_only: bool,
    /// Time in which the department usually replies, such as `4 hours`; may be empty.
    pub reply_within: String,
    /// Office hours, such as `Monday to Friday, 9:00 to 17:00 CET`; may be empty.
    pub office_hours: String,
    /// Text of an empty message, such as questions to answer; may be empty.
    pub message_template: String,
    /// Custom fields, in display order.
    pub fields: Vec<CustomField>,
}

impl Department {
    /// Replaces each answer by [the one to send](CustomField::trim).
    pub fn trim_answers(&self, answers: &mut CustomFieldAnswers) {
        for field in &self.fields {
            if let Some(answer) = answers.get(field.id) {
                let trimmed = field.trim(answer);
                if trimmed != answer {
                    let trimmed = trimmed.to_owned();
                    answers.set(field.id, trimmed);
                }
            }
        }
    }

    /// Custom fields that are visible, given the answers so far.
    pub fn visible_fields<'a>(
        &'a self,
        answers: &'a CustomFieldAnswers,
    ) -> impl Iterator<Item = &'a CustomField> {
        self.fields.iter().filter(|field| field.is_visible(answers))
    }
}
