//! Validation of a draft, and its conversion into a ticket.

use super::{Draft, FileId, SelectedFile};
use crate::rules::{Department, Limits, Rules};
use crate::ticket::{
    CustomFieldAnswers, EmailAddress, Field, InvalidText, Message, Name, Problem, Requester,
    Subject, Ticket, Violation,
};

impl Draft {
    /// Validates the draft against the rules and converts it into a ticket.
    ///
    /// # Errors
    /// All problems, in the order of the fields.
    pub fn to_ticket(&self, rules: &Rules) -> Result<Ticket<FileId>, Vec<Problem>> {
        let mut problems = Problems::default();
        let requester = problems.requester(self, rules);
        let department = problems.department(self, rules);
        let custom_fields =
            department.map(|department| problems.answers(self, department, &rules.limits));
        if let Some(related) = self.related {
            problems.add(Field::Related, rules.validate_related(related));
        }
        problems.add(Field::Priority, rules.validate_priority(self.priority));
        let subject = problems.parsed(Field::Subject, Subject::parse(&self.subject));
        problems.add(
            Field::Subject,
            subject
                .as_ref()
                .and_then(|s| rules.limits.validate_subject(s)),
        );
        let message = problems.parsed(Field::Message, Message::markdown(&self.message));
        problems.add(
            Field::Message,
            message
                .as_ref()
                .and_then(|m| rules.validate_message(m, self.department)),
        );
        let answers = self.visible_answers(rules);
        let text_fields = self.text_fields(rules, &answers);
        problems.add(
            Field::Message,
            rules.limits.validate_text_size(&text_fields),
        );
        problems.0.extend(self.validate_files(rules));
        match (
            requester,
            department,
            subject,
            message,
            problems.0.is_empty(),
        ) {
            (Some(requester), Some(department), Some(subject), Some(message), true) => Ok(Ticket {
                priority: self.priority,
                related: self.related,
                custom_fields: custom_fields.unwrap_or_default(),
                attachments: self.files.iter().map(SelectedFile::attachment).collect(),
                ..Ticket::new(department.id, requester, subject, message)
            }),
            _ => Err(problems.0),
        }
    }
}

/// Problems found so far.
#[derive(Default)]
struct Problems(Vec<Problem>);

impl Problems {
    fn add(&mut self, field: Field, violation: Option<Violation>) {
        self.0
            .extend(violation.map(|violation| Problem::new(field, violation)));
    }

    fn parsed<T>(&mut self, field: Field, text: Result<T, InvalidText>) -> Option<T> {
        text.map_err(|invalid| self.add(field, Some(invalid.into())))
            .ok()
    }

    fn requester(&mut self, draft: &Draft, rules: &Rules) -> Option<Requester> {
        if rules.requester.is_some() {
            return Some(Requester::Authenticated);
        }
        let name = self.parsed(Field::Name, Name::parse(&draft.name));
        let too_long = name.as_ref().and_then(|n| rules.limits.validate_name(n));
        self.add(Field::Name, too_long);
        let email = EmailAddress::parse(&draft.email);
        self.add(Field::Email, rules.limits.validate_email(&draft.email));
        Some(Requester::Guest {
            name: name?,
            email: email.ok()?,
        })
    }

    fn department<'a>(&mut self, draft: &Draft, rules: &'a Rules) -> Option<&'a Department> {
        let Some(id) = draft.department else {
            self.add(Field::Department, Some(Violation::Missing));
            return None;
        };
        self.add(
            Field::Department,
            rules.validate_department(id, rules.requester.is_some()),
        );
        rules.department(id)
    }

    /// Returns the answers to the visible custom fields, and adds their problems.
    fn answers(
        &mut self,
        draft: &Draft,
        department: &Department,
        limits: &Limits,
    ) -> CustomFieldAnswers {
        let answers = draft.visible_answers_to(department);
        self.0.extend(department.validate(limits, &answers));
        answers
    }
}

impl From<InvalidText> for Violation {
    fn from(invalid: InvalidText) -> Self {
        match invalid {
            InvalidText::Blank => Self::Missing,
            InvalidText::ControlCharacter => Self::ControlCharacter,
        }
    }
}
