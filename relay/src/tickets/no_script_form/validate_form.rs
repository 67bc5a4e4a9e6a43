//! All problems of a submitted form, each at its field. A page must name all of them: without
//! scripts, each further problem would require another submission with all files.

use super::form_values::FormValues;
use crate::api_error::ApiError;
use open_ticket::rules::{Department, Rules};
use open_ticket::ticket::{
    CustomFieldAnswers, DepartmentId, DomainId, Field, FieldId, InvalidText, Message,
    MessageFormat, Name, Priority, Problem, Related, ServiceId, Subject, Violation, is_blank,
    to_single_line,
};
use open_ticket::wire::parameter_names;

/// Error of a form, with all problems at its fields.
#[derive(Debug)]
pub struct FormError {
    /// Error that determines the status.
    pub error: ApiError,
    /// Problems, in the order of the form. Empty if the error concerns no field.
    pub problems: Vec<Problem>,
}

impl From<ApiError> for FormError {
    fn from(error: ApiError) -> Self {
        let problems = match &error {
            ApiError::RuleViolation(problem) => vec![problem.clone()],
            ApiError::RefusedByWhmcs(refusal) => refusal.problems(),
            _ => Vec::new(),
        };
        Self { error, problems }
    }
}

/// Returns the problems of a form, in the order of its fields.
pub fn problems(values: &FormValues, rules: &Rules) -> Vec<Problem> {
    let mut found = Problems(Vec::new());
    let limits = &rules.limits;
    let line = |name| to_single_line(values.value(name));
    if rules.requester.is_none() {
        let name = Name::parse(&line(parameter_names::NAME));
        found.add_parsed(Field::Name, name, |name| limits.validate_name(name));
        let email = values.value(parameter_names::EMAIL);
        found.add(Field::Email, limits.validate_email(email));
    }
    let department = found.department(values, rules);
    // A form can also send WHMCS's own parameter, which is decoded and validated later.
    let has_encoded_answers = !is_blank(values.value(parameter_names::CUSTOM_FIELDS));
    // The custom fields follow the department.
    if let Some(department) = department.filter(|_| !has_encoded_answers) {
        let answers = clean_answers(&values.answers, department);
        found.0.extend(department.validate(limits, &answers));
    }
    found.related(values, rules);
    found.priority(values, rules);
    let subject = Subject::parse(&line(parameter_names::SUBJECT));
    found.add_parsed(Field::Subject, subject, |text| {
        limits.validate_subject(text)
    });
    let message = values.value(parameter_names::MESSAGE);
    let format = match values.value(parameter_names::MARKDOWN).trim() {
        "" | "0" | "false" | "off" | "no" => MessageFormat::Plain,
        _ => MessageFormat::Markdown,
    };
    let message = Message::parse(message, format);
    found.add_parsed(Field::Message, message, |text| {
        limits.validate_message(text)
    });
    let files = values.files.iter().map(|(name, size)| (name, *size));
    found.0.extend(limits.validate_files(files));
    found.0
}

/// Returns the answers that are sent: the answers to single-line fields are converted to single
/// lines, as the subject is, and trimmed. An HTML form sends all of its fields, so empty answers
/// count as missing.
pub fn clean_answers(answers: &CustomFieldAnswers, department: &Department) -> CustomFieldAnswers {
    let answers = answers.iter();
    let answers = answers.map(|(id, answer)| (id, clean_answer(department, id, answer)));
    answers.filter(|(_, answer)| !answer.is_empty()).collect()
}

fn clean_answer(department: &Department, id: FieldId, answer: &str) -> String {
    let mut fields = department.fields.iter();
    match fields.find(|field| field.id == id && field.kind.is_single_line()) {
        Some(field) => field.trim(&to_single_line(answer)).to_owned(),
        None => answer.to_owned(),
    }
}

struct Problems(Vec<Problem>);

impl Problems {
    fn add(&mut self, field: Field, violation: Option<Violation>) {
        let problem = violation.map(|violation| Problem::new(field, violation));
        self.0.extend(problem);
    }

    fn add_parsed<T>(
        &mut self,
        field: Field,
        parsed: Result<T, InvalidText>,
        validate: impl FnOnce(&T) -> Option<Violation>,
    ) {
        let violation = match &parsed {
            Ok(value) => validate(value),
            Err(InvalidText::Blank) => Some(Violation::Missing),
            Err(InvalidText::ControlCharacter) => Some(Violation::ControlCharacter),
        };
        self.add(field, violation);
    }

    fn department<'a>(&mut self, values: &FormValues, rules: &'a Rules) -> Option<&'a Department> {
        let text = values.value(parameter_names::DEPARTMENT);
        let id = text.trim().parse().ok().and_then(DepartmentId::new);
        let violation = match id {
            None if is_blank(text) => Some(Violation::Missing),
            None => Some(Violation::NotOffered),
            Some(id) => rules.validate_department(id, rules.requester.is_some()),
        };
        self.add(Field::Department, violation);
        rules.department(id?)
    }

    fn related(&mut self, values: &FormValues, rules: &Rules) {
        type Parse = fn(u32) -> Option<Related>;
        let choices: [(&str, Parse); 2] = [
            (parameter_names::SERVICE, |id| {
                ServiceId::new(id).map(Related::Service)
            }),
            (parameter_names::DOMAIN, |id| {
                DomainId::new(id).map(Related::Domain)
            }),
        ];
        let mut count = 0;
        // Without the list, the choice is looked up by its id before the ticket is sent.
        let is_listed = !rules.related.is_empty() || rules.requester.is_none();
        let mut is_offered = true;
        for (name, related) in choices {
            let text = values.value(name).trim();
            if !text.is_empty() && text != "0" {
                count += 1;
                let related = text.parse().ok().and_then(related);
                is_offered &= related
                    .is_some_and(|related| !is_listed || rules.validate_related(related).is_none());
            }
        }
        let violation = (!is_offered || count > 1).then_some(Violation::NotOffered);
        self.add(Field::Related, violation);
    }

    fn priority(&mut self, values: &FormValues, rules: &Rules) {
        let text = values.value(parameter_names::PRIORITY).trim();
        let violation = match Priority::parse(text) {
            Some(priority) => rules.validate_priority(priority),
            None if text.is_empty() => None,
            None => Some(Violation::NotOffered),
        };
        self.add(Field::Priority, violation);
    }
}
