//! What breaks the rules. A part at a time for a form that is not complete yet, or a whole ticket.

use super::{CustomField, Department, FieldKind, Limits, Rules, TICKED};
use crate::ticket::{
    Complaint, CustomFields, DepartmentId, Field, Message, Priority, Problem, Related, Requester,
    Subject, Ticket,
};

impl Rules {
    /// Everything about a ticket that this installation does not take, in the order of the form.
    #[must_use]
    pub fn judge<B>(&self, ticket: &Ticket<B>) -> Vec<Problem> {
        let signed_in = !matches!(ticket.requester, Requester::Guest { .. });
        let files = ticket
            .attachments
            .iter()
            .map(|file| (file.name(), file.size()));
        let mut problems: Vec<Problem> = [
            (
                Field::Department,
                self.judge_department(ticket.department, signed_in),
            ),
            (
                Field::Related,
                ticket
                    .related
                    .and_then(|related| self.judge_related(related)),
            ),
            (Field::Priority, self.judge_priority(ticket.priority)),
            (Field::Subject, self.limits.judge_subject(&ticket.subject)),
            (Field::Message, self.limits.judge_message(&ticket.message)),
        ]
        .into_iter()
        .filter_map(|(field, complaint)| Some(Problem::new(field, complaint?)))
        .collect();
        if let Some(department) = self.department(ticket.department) {
            problems.extend(department.judge(&ticket.custom_fields));
        }
        problems.extend(self.limits.judge_files(files));
        problems
    }

    /// What is wrong with the choice of a department.
    #[must_use]
    pub fn judge_department(&self, id: DepartmentId, signed_in: bool) -> Option<Complaint> {
        match self.department(id) {
            None => Some(Complaint::NotOffered),
            Some(department) if department.clients_only && !signed_in => {
                Some(Complaint::ClientsOnly)
            }
            Some(_) => None,
        }
    }

    /// What is wrong with the choice of a service or domain.
    #[must_use]
    pub fn judge_related(&self, related: Related) -> Option<Complaint> {
        let offered = self.related.iter().any(|choice| choice.related == related);
        (!offered).then_some(Complaint::NotOffered)
    }

    /// What is wrong with the choice of a priority.
    #[must_use]
    pub fn judge_priority(&self, priority: Priority) -> Option<Complaint> {
        (!self.priorities.contains(&priority)).then_some(Complaint::NotOffered)
    }
}

impl Limits {
    /// What is wrong with a subject.
    #[must_use]
    pub fn judge_subject(&self, subject: &Subject) -> Option<Complaint> {
        too_long(subject.as_str(), self.subject)
    }

    /// What is wrong with a message.
    #[must_use]
    pub fn judge_message(&self, message: &Message) -> Option<Complaint> {
        too_long(message.as_str(), self.message)
    }
}

impl Department {
    /// Everything that is wrong with the answers to the department's questions. An answer to a
    /// question that is not asked is wrong, too.
    pub fn judge<'a>(&'a self, answers: &'a CustomFields) -> impl Iterator<Item = Problem> + 'a {
        let asked = self.asked(answers).filter_map(|field| {
            let complaint = field.judge(answers.get(field.id).unwrap_or_default())?;
            Some(Problem::new(Field::Custom(field.id), complaint))
        });
        let unasked = answers.iter().filter_map(|(id, answer)| {
            let is_asked = self.asked(answers).any(|field| field.id == id);
            (!is_asked && !answer.is_empty())
                .then(|| Problem::new(Field::Custom(id), Complaint::NotOffered))
        });
        asked.chain(unasked)
    }
}

impl CustomField {
    /// What is wrong with an answer.
    #[must_use]
    pub fn judge(&self, answer: &str) -> Option<Complaint> {
        if answer.trim().is_empty() {
            return self.required.then_some(Complaint::Missing);
        }
        self.judge_kind(answer)
            .or_else(|| self.judge_pattern(answer))
    }

    fn judge_kind(&self, answer: &str) -> Option<Complaint> {
        match &self.kind {
            FieldKind::DropDown(options) => {
                (!options.iter().any(|option| option == answer)).then_some(Complaint::NotOffered)
            }
            FieldKind::TickBox => (answer != TICKED).then_some(Complaint::NotOffered),
            FieldKind::Link => (!is_link(answer)).then_some(Complaint::NotALink),
            FieldKind::Text | FieldKind::Password => answer
                .contains(char::is_control)
                .then_some(Complaint::Control),
            FieldKind::TextArea => None,
        }
    }

    fn judge_pattern(&self, answer: &str) -> Option<Complaint> {
        let fits = self
            .pattern
            .as_ref()
            .is_none_or(|pattern| pattern.matches(answer));
        (!fits).then(|| Complaint::Pattern {
            help: self.pattern_help.clone(),
        })
    }
}

/// An http or https address with a host and without blanks.
fn is_link(text: &str) -> bool {
    let text = text.trim();
    let scheme = text
        .split_once("://")
        .map(|(scheme, rest)| (scheme.to_ascii_lowercase(), rest));
    scheme.is_some_and(|(scheme, rest)| {
        matches!(scheme.as_str(), "http" | "https")
            && rest.starts_with(|c: char| c.is_alphanumeric() || c == '[')
            && !text.contains(|c: char| c.is_whitespace() || c.is_control())
    })
}

fn too_long(text: &str, limit: usize) -> Option<Complaint> {
    let length = text.chars().count();
    (length > limit).then_some(Complaint::TooLong { length, limit })
}
