//! What has been typed so far.

use super::{Chosen, Edit, Prefill};
use crate::rules::{CustomField, Department, Rules};
use crate::ticket::{
    Complaint, CustomFields, DepartmentId, EmailAddress, Field, InvalidText, Message, Name,
    Priority, Problem, Related, Requester, Subject, Ticket,
};

/// What has been typed so far; nothing here need be valid, and nothing here is ever dropped but by
/// the person or by a ticket that was opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// A guest's name.
    pub name: String,
    /// A guest's e-mail address.
    pub email: String,
    /// Where it goes.
    pub department: Option<DepartmentId>,
    /// What it is about.
    pub related: Option<Related>,
    /// How urgent it is.
    pub priority: Priority,
    /// The subject.
    pub subject: String,
    /// The message.
    pub message: String,
    /// The answers to the questions of every department that was looked at, so that a change of
    /// the department loses none.
    pub answers: CustomFields,
    /// The files, in the order they were chosen, which is that of their ids.
    pub files: Vec<Chosen>,
    /// Files that were taken out a moment ago and can be put back, in the same order.
    pub removed: Vec<Chosen>,
}

impl Draft {
    /// A draft with what the host page fills in, as far as the rules offer it.
    #[must_use]
    pub fn begun(prefill: &Prefill, rules: &Rules) -> Self {
        let signed_in = rules.requester.is_some();
        let offered = |id: &DepartmentId| rules.judge_department(*id, signed_in).is_none();
        let mut open = rules
            .departments
            .iter()
            .map(|department| department.id)
            .filter(offered);
        let only = open.next().filter(|_| open.next().is_none());
        Self {
            name: prefill.name.clone(),
            email: prefill.email.clone(),
            department: prefill.department.filter(offered).or(only),
            related: prefill
                .related
                .filter(|related| rules.judge_related(*related).is_none()),
            priority: prefill
                .priority
                .filter(|priority| rules.judge_priority(*priority).is_none())
                .unwrap_or(rules.default_priority),
            subject: one_line(prefill.subject.clone()),
            message: prefill.message.clone(),
            ..Self::default()
        }
    }

    /// Whether anything was typed or chosen.
    #[must_use]
    pub fn is_begun(&self) -> bool {
        *self != Self::default()
    }

    /// Changes one thing, and says at which field.
    pub fn edit(&mut self, edit: Edit) -> Field {
        match edit {
            Edit::Name(text) => set(&mut self.name, one_line(text), Field::Name),
            Edit::Email(text) => set(&mut self.email, one_line(text), Field::Email),
            Edit::Department(id) => set(&mut self.department, id, Field::Department),
            Edit::Related(related) => set(&mut self.related, related, Field::Related),
            Edit::Priority(priority) => set(&mut self.priority, priority, Field::Priority),
            Edit::Subject(text) => set(&mut self.subject, one_line(text), Field::Subject),
            Edit::Message(text) => set(&mut self.message, text, Field::Message),
            Edit::Answer(id, text) => {
                self.answers.set(id, text);
                Field::Custom(id)
            }
            Edit::FilesAdded(files) => {
                self.files.extend(files);
                Field::Files
            }
            Edit::FileRemoved(id) => {
                super::files::move_file(&mut self.files, &mut self.removed, id);
                Field::Files
            }
            Edit::FileRestored(id) => {
                super::files::move_file(&mut self.removed, &mut self.files, id);
                Field::Files
            }
            Edit::OriginalKept(id) => {
                for file in self.files.iter_mut().filter(|file| file.id == id) {
                    file.size = file.shrunk_from.take().unwrap_or(file.size);
                }
                Field::Files
            }
        }
    }

    /// The answer to a question, which is its default until somebody answers it.
    #[must_use]
    pub fn answer<'a>(&'a self, field: &'a CustomField) -> &'a str {
        self.answers.get(field.id).unwrap_or(&field.default)
    }

    /// The answers to all questions of a department, asked or not.
    #[must_use]
    pub fn answers_to(&self, department: &Department) -> CustomFields {
        let answers = department
            .fields
            .iter()
            .map(|field| (field.id, self.answer(field)));
        answers.collect()
    }

    /// The answers that would be sent.
    pub(super) fn asked(&self, rules: &Rules) -> CustomFields {
        let department = self.department.and_then(|id| rules.department(id));
        department.map_or_else(CustomFields::default, |department| {
            self.asked_of(department)
        })
    }

    /// The answers to a department's questions that are asked. What was never answered is not
    /// sent.
    fn asked_of(&self, department: &Department) -> CustomFields {
        let all = self.answers_to(department);
        let asked = department
            .asked(&all)
            .map(|field| (field.id, self.answer(field)));
        asked.filter(|(_, answer)| !answer.is_empty()).collect()
    }

    /// The ticket that this is.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of the form.
    pub fn check(&self, rules: &Rules) -> Result<Ticket<super::FileId>, Vec<Problem>> {
        let mut problems = Problems::default();
        let requester = problems.requester(self, rules);
        let department = problems.department(self, rules);
        if let Some(related) = self.related {
            problems.note(Field::Related, rules.judge_related(related));
        }
        problems.note(Field::Priority, rules.judge_priority(self.priority));
        let subject = problems.parsed(Field::Subject, Subject::parse(&self.subject));
        problems.note(
            Field::Subject,
            subject.as_ref().and_then(|s| rules.limits.judge_subject(s)),
        );
        let message = problems.parsed(Field::Message, Message::markdown(&self.message));
        problems.note(
            Field::Message,
            message.as_ref().and_then(|m| rules.limits.judge_message(m)),
        );
        let too_large = rules
            .limits
            .judge_words(&self.words(rules, &self.asked(rules)));
        problems.note(Field::Message, too_large);
        let custom_fields = department.map(|department| problems.answers(self, department));
        problems.0.extend(self.judge_files(rules));
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
                attachments: self.files.iter().map(Chosen::attachment).collect(),
                ..Ticket::new(department.id, requester, subject, message)
            }),
            _ => Err(problems.0),
        }
    }
}

#[derive(Default)]
struct Problems(Vec<Problem>);

impl Problems {
    fn note(&mut self, field: Field, complaint: Option<Complaint>) {
        self.0
            .extend(complaint.map(|complaint| Problem::new(field, complaint)));
    }

    fn parsed<T>(&mut self, field: Field, text: Result<T, InvalidText>) -> Option<T> {
        text.map_err(|invalid| self.note(field, Some(invalid.into())))
            .ok()
    }

    fn requester(&mut self, draft: &Draft, rules: &Rules) -> Option<Requester> {
        if rules.requester.is_some() {
            return Some(Requester::Signed);
        }
        let name = self.parsed(Field::Name, Name::parse(&draft.name));
        let email = EmailAddress::parse(&draft.email).map_err(|_| match draft.email.trim() {
            "" => Complaint::Missing,
            _ => Complaint::NotAnAddress,
        });
        let email = email
            .map_err(|complaint| self.note(Field::Email, Some(complaint)))
            .ok();
        Some(Requester::Guest {
            name: name?,
            email: email?,
        })
    }

    fn department<'a>(&mut self, draft: &Draft, rules: &'a Rules) -> Option<&'a Department> {
        let Some(id) = draft.department else {
            self.note(Field::Department, Some(Complaint::Missing));
            return None;
        };
        self.note(
            Field::Department,
            rules.judge_department(id, rules.requester.is_some()),
        );
        rules.department(id)
    }

    /// The answers to the questions that are asked, and what is wrong with them.
    fn answers(&mut self, draft: &Draft, department: &Department) -> CustomFields {
        let answers = draft.asked_of(department);
        self.0.extend(department.judge(&answers));
        answers
    }
}

impl From<InvalidText> for Complaint {
    fn from(invalid: InvalidText) -> Self {
        match invalid {
            InvalidText::Blank => Self::Missing,
            InvalidText::Control => Self::Control,
        }
    }
}

fn set<T>(place: &mut T, value: T, field: Field) -> Field {
    *place = value;
    field
}

/// A pasted tab or line break becomes a space, as a one-line field shows it.
fn one_line(text: String) -> String {
    if text.contains(char::is_control) {
        text.replace(char::is_control, " ")
    } else {
        text
    }
}
