//! Draft of a ticket: the current values of all fields, and the files. Edits change them.

use super::{Downscale, Edit, FileId, Prefill, SelectedFile};
use crate::rules::{CustomField, Department, Rules, TextFields};
use crate::ticket::{
    self, CustomFieldAnswers, DepartmentId, Field, Priority, Related, trim_invisible,
};
use std::borrow::Cow;

/// Draft of a ticket. Its values may be invalid. They are kept until the user changes them or a
/// ticket is opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Name of a guest.
    pub name: String,
    /// Email address of a guest.
    pub email: String,
    /// Department.
    pub department: Option<DepartmentId>,
    /// Related service or domain.
    pub related: Option<Related>,
    /// Priority.
    pub priority: Priority,
    /// Subject.
    pub subject: String,
    /// Message, as Markdown.
    pub message: String,
    /// Answers to the custom fields of every department that was selected so far, so that none is
    /// lost when the department changes.
    pub answers: CustomFieldAnswers,
    /// Files, in the order of their ids.
    pub files: Vec<SelectedFile>,
    /// Removed files that can still be restored, in the same order.
    pub removed: Vec<SelectedFile>,
}

impl Draft {
    /// Creates a draft with the host page's values that the rules offer. If there is only one
    /// department to choose, it is selected.
    #[must_use]
    pub fn prefilled(prefill: &Prefill, rules: &Rules) -> Self {
        let is_signed_in = rules.requester.is_some();
        let is_offered = |id: &DepartmentId| rules.validate_department(*id, is_signed_in).is_none();
        let departments = rules.departments.iter().map(|department| department.id);
        let mut offered = departments.filter(is_offered);
        let only_one = offered.next().filter(|_| offered.next().is_none());
        let department = prefill.department.filter(is_offered).or(only_one);
        let message = match prefill.message.as_str() {
            "" => rules.message_template(department),
            message => message,
        };
        Self {
            name: prefill.name.clone(),
            email: prefill.email.clone(),
            department,
            related: prefill
                .related
                .filter(|related| rules.validate_related(*related).is_none()),
            priority: prefill
                .priority
                .filter(|priority| rules.validate_priority(*priority).is_none())
                .unwrap_or(rules.default_priority),
            subject: to_single_line(prefill.subject.clone()),
            // Line breaks as a text area normalizes them (HTML, "API value").
            message: message.replace("\r\n", "\n").replace('\r', "\n"),
            ..Self::default()
        }
    }

    /// Returns `true` if the user has written no message: it is blank, or the department's template.
    pub(super) fn has_blank_message(&self, rules: &Rules) -> bool {
        rules.is_blank_message(&self.message, self.department)
    }

    /// Returns `true` if the draft differs from an empty one.
    #[must_use]
    pub fn has_content(&self) -> bool {
        *self != Self::default()
    }

    /// Applies an edit and returns the field that it changed.
    pub fn edit(&mut self, edit: Edit) -> Field {
        match edit {
            Edit::Name(text) => set(&mut self.name, to_single_line(text), Field::Name),
            Edit::Email(text) => set(&mut self.email, to_single_line(text), Field::Email),
            Edit::Department(id) => set(&mut self.department, id, Field::Department),
            Edit::Related(related) => set(&mut self.related, related, Field::Related),
            Edit::Priority(priority) => set(&mut self.priority, priority, Field::Priority),
            Edit::Subject(text) => set(&mut self.subject, to_single_line(text), Field::Subject),
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
                move_file(&mut self.files, &mut self.removed, id);
                Field::Files
            }
            Edit::FileRestored(id) => {
                move_file(&mut self.removed, &mut self.files, id);
                Field::Files
            }
            Edit::OriginalSelected(id) => {
                for file in self.files.iter_mut().filter(|file| file.id == id) {
                    file.size = file.original_size();
                    file.downscale = Downscale::None;
                }
                Field::Files
            }
        }
    }

    /// Answer to a custom field. Default: the field's own default.
    #[must_use]
    pub fn answer<'a>(&'a self, field: &'a CustomField) -> &'a str {
        self.answers.get(field.id).unwrap_or(&field.default)
    }

    /// Answers to all custom fields of a department, hidden ones included.
    #[must_use]
    pub fn answers_to(&self, department: &Department) -> CustomFieldAnswers {
        let answers = department
            .fields
            .iter()
            .map(|field| (field.id, field.trim(self.answer(field))));
        answers.collect()
    }

    /// Answers to send.
    pub(super) fn visible_answers(&self, rules: &Rules) -> CustomFieldAnswers {
        let department = self.department.and_then(|id| rules.department(id));
        department.map_or_else(CustomFieldAnswers::default, |department| {
            self.visible_answers_to(department)
        })
    }

    /// Answers to the visible custom fields of a department, without empty ones.
    pub(super) fn visible_answers_to(&self, department: &Department) -> CustomFieldAnswers {
        let all = self.answers_to(department);
        let visible = department
            .visible_fields(&all)
            .map(|field| (field.id, field.trim(self.answer(field))));
        visible.filter(|(_, answer)| !answer.is_empty()).collect()
    }

    /// Content of the request apart from the files.
    pub(super) fn text_fields<'a>(
        &'a self,
        rules: &Rules,
        answers: &'a CustomFieldAnswers,
    ) -> TextFields<'a> {
        TextFields {
            department: self.department,
            related: self.related,
            priority: self.priority,
            guest: match rules.requester {
                Some(_) => None,
                None => Some((trim_invisible(&self.name), trim_invisible(&self.email))),
            },
            subject: trim_invisible(&self.subject),
            message: &self.message,
            answers,
        }
    }
}

/// Moves a file from one list to its position in another.
fn move_file(from: &mut Vec<SelectedFile>, to: &mut Vec<SelectedFile>, id: FileId) {
    if let Some(index) = from.iter().position(|file| file.id == id) {
        let file = from.remove(index);
        to.insert(to.partition_point(|other| other.id < id), file);
    }
}

fn set<T>(target: &mut T, value: T, field: Field) -> Field {
    *target = value;
    field
}

/// Replaces pasted tabs and line breaks by spaces, as a single-line field displays them, and removes
/// characters that are not visible there.
fn to_single_line(text: String) -> String {
    match ticket::to_single_line(&text) {
        Cow::Owned(line) => line,
        Cow::Borrowed(_) => text,
    }
}
