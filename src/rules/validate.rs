//! Validation of a ticket, as a whole or one field at a time for a form that is not complete yet.

use super::{CustomField, Department, FieldKind, Limits, Rules, TICK_BOX_ON};
use crate::ticket::{
    CustomFieldAnswers, DepartmentId, Field, Message, Priority, Problem, Related, Requester,
    Subject, Ticket, Violation,
};
use crate::url::is_web_address;

impl Rules {
    /// Validates a ticket against the rules. Returns all problems, in the order of the form.
    #[must_use]
    pub fn validate<B>(&self, ticket: &Ticket<B>) -> Vec<Problem> {
        let is_signed_in = !matches!(ticket.requester, Requester::Guest { .. });
        let files = ticket
            .attachments
            .iter()
            .map(|file| (file.name(), file.size()));
        let mut problems: Vec<Problem> = [
            (
                Field::Department,
                self.validate_department(ticket.department, is_signed_in),
            ),
            (
                Field::Related,
                ticket
                    .related
                    .and_then(|related| self.validate_related(related)),
            ),
            (Field::Priority, self.validate_priority(ticket.priority)),
            (
                Field::Subject,
                self.limits.validate_subject(&ticket.subject),
            ),
            (
                Field::Message,
                self.limits.validate_message(&ticket.message),
            ),
        ]
        .into_iter()
        .filter_map(|(field, violation)| Some(Problem::new(field, violation?)))
        .collect();
        if let Some(department) = self.department(ticket.department) {
            problems.extend(department.validate(&ticket.custom_fields));
        }
        problems.extend(self.limits.validate_files(files));
        problems
    }

    /// Validates the selected department.
    #[must_use]
    pub fn validate_department(&self, id: DepartmentId, is_signed_in: bool) -> Option<Violation> {
        match self.department(id) {
            None => Some(Violation::NotOffered),
            Some(department) if department.clients_only && !is_signed_in => {
                Some(Violation::ClientsOnly)
            }
            Some(_) => None,
        }
    }

    /// Validates the selected service or domain.
    #[must_use]
    pub fn validate_related(&self, related: Related) -> Option<Violation> {
        let is_offered = self.related.iter().any(|choice| choice.related == related);
        (!is_offered).then_some(Violation::NotOffered)
    }

    /// Validates the selected priority.
    #[must_use]
    pub fn validate_priority(&self, priority: Priority) -> Option<Violation> {
        (!self.priorities.contains(&priority)).then_some(Violation::NotOffered)
    }
}

impl Limits {
    /// Validates the length of a subject.
    #[must_use]
    pub fn validate_subject(&self, subject: &Subject) -> Option<Violation> {
        validate_length(subject.as_str(), self.subject)
    }

    /// Validates the length of a message.
    #[must_use]
    pub fn validate_message(&self, message: &Message) -> Option<Violation> {
        validate_length(message.as_str(), self.message)
    }
}

impl Department {
    /// Validates the answers to the department's custom fields. An answer to a field that is not
    /// visible is a violation, too.
    pub fn validate<'a>(
        &'a self,
        answers: &'a CustomFieldAnswers,
    ) -> impl Iterator<Item = Problem> + 'a {
        let visible = self.visible_fields(answers).filter_map(|field| {
            let violation = field.validate(answers.get(field.id).unwrap_or_default())?;
            Some(Problem::new(Field::Custom(field.id), violation))
        });
        let hidden = answers.iter().filter_map(|(id, answer)| {
            let is_visible = self.visible_fields(answers).any(|field| field.id == id);
            (!is_visible && !answer.is_empty())
                .then(|| Problem::new(Field::Custom(id), Violation::NotOffered))
        });
        visible.chain(hidden)
    }
}

impl CustomField {
    /// Validates an answer.
    #[must_use]
    pub fn validate(&self, answer: &str) -> Option<Violation> {
        if answer.trim().is_empty() {
            return self.required.then_some(Violation::Missing);
        }
        self.validate_kind(answer)
            .or_else(|| self.validate_pattern(answer))
    }

    fn validate_kind(&self, answer: &str) -> Option<Violation> {
        match &self.kind {
            FieldKind::DropDown(options) => {
                (!options.iter().any(|option| option == answer)).then_some(Violation::NotOffered)
            }
            FieldKind::TickBox => (answer != TICK_BOX_ON).then_some(Violation::NotOffered),
            FieldKind::Link => (!is_web_address(answer)).then_some(Violation::InvalidUrl),
            FieldKind::Text | FieldKind::Password => answer
                .contains(char::is_control)
                .then_some(Violation::ControlCharacter),
            FieldKind::TextArea => None,
        }
    }

    fn validate_pattern(&self, answer: &str) -> Option<Violation> {
        let is_match = self
            .pattern
            .as_ref()
            .is_none_or(|pattern| pattern.matches(answer));
        (!is_match).then(|| Violation::PatternMismatch {
            help: self.pattern_help.clone(),
        })
    }
}

fn validate_length(text: &str, limit: usize) -> Option<Violation> {
    let length = text.chars().count();
    (length > limit).then_some(Violation::TooLong { length, limit })
}
