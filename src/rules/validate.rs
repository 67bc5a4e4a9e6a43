//! Validation of a ticket, as a whole or one field at a time for a form that is not complete yet.

use super::{CustomField, Department, FieldKind, Limits, Rules, TICK_BOX_ON};
use crate::ticket::{
    CustomFieldAnswers, DepartmentId, EmailAddress, Field, Message, Name, Priority, Problem,
    Related, Requester, Subject, Ticket, Violation, is_blank, is_unsafe_in_line, trim_invisible,
};
use crate::url::is_web_address;

impl Rules {
    /// Validates a ticket against the rules. Returns all problems, in the order of [`Field`].
    #[must_use]
    pub fn validate<B>(&self, ticket: &Ticket<B>) -> Vec<Problem> {
        let is_signed_in = !matches!(ticket.requester, Requester::Guest { .. });
        let files = ticket
            .attachments
            .iter()
            .map(|file| (file.name(), file.size()));
        let (name, email) = match &ticket.requester {
            Requester::Guest { name, email } => (Some(name), Some(email)),
            _ => (None, None),
        };
        let mut problems: Vec<Problem> = [
            (
                Field::Name,
                name.and_then(|name| self.limits.validate_name(name)),
            ),
            (
                Field::Email,
                email.and_then(|email| self.limits.validate_email(email.as_str())),
            ),
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
                self.validate_message(&ticket.message, Some(ticket.department)),
            ),
        ]
        .into_iter()
        .filter_map(|(field, violation)| Some(Problem::new(field, violation?)))
        .collect();
        if let Some(department) = self.department(ticket.department) {
            problems.extend(department.validate(&self.limits, &ticket.custom_fields));
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
    /// Validates the length of a guest's name.
    #[must_use]
    pub fn validate_name(&self, name: &Name) -> Option<Violation> {
        validate_length(name.as_str(), self.name)
    }

    /// Validates a guest's email address.
    #[must_use]
    pub fn validate_email(&self, email: &str) -> Option<Violation> {
        if is_blank(email) {
            return Some(Violation::Missing);
        }
        validate_length(trim_invisible(email), self.email).or_else(|| {
            let is_valid = EmailAddress::parse(email).is_ok();
            (!is_valid).then_some(Violation::InvalidEmail)
        })
    }

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
        limits: &'a Limits,
        answers: &'a CustomFieldAnswers,
    ) -> impl Iterator<Item = Problem> + 'a {
        let visible = self.visible_fields(answers).filter_map(|field| {
            let answer = answers.get(field.id).unwrap_or_default();
            let too_long = validate_length(answer, limits.answer);
            let violation = too_long.or_else(|| field.validate(answer))?;
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
    /// Validates an answer, except for its length.
    #[must_use]
    pub fn validate(&self, answer: &str) -> Option<Violation> {
        if is_blank(answer) {
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
            FieldKind::Link => (!is_web_address(answer) || answer.contains(is_unsafe_in_line))
                .then_some(Violation::InvalidUrl),
            FieldKind::Text | FieldKind::Password => answer
                .contains(is_unsafe_in_line)
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
    // Browsers send a line break as CRLF, but count it as one (HTML, section 4.10.5.3.1).
    let length = text.chars().count() - text.matches("\r\n").count();
    (length > limit).then_some(Violation::TooLong { length, limit })
}
