//! Validation against the rules of an installation, as the form and the relay do it.

mod custom_fields;
mod file_contents;
mod files;
mod help_text;
use crate::fixtures;
mod tickets;

use open_ticket::rules::Rules;
use open_ticket::ticket::{
    Attachment, CustomFieldAnswers, DepartmentId, EmailAddress, Field, FieldId, FileName, Message,
    Name, Problem, Requester, Subject, Ticket, Violation,
};

fn guest(department: u32) -> Ticket {
    Ticket::new(
        DepartmentId::new(department).unwrap(),
        Requester::Guest {
            name: Name::parse("Ada").unwrap(),
            email: EmailAddress::parse("ada@example.com").unwrap(),
        },
        Subject::parse("web-1 answers 500").unwrap(),
        Message::markdown("Since **Tuesday**.").unwrap(),
    )
}

/// A ticket for the department Technical, with the answer that it requires.
fn technical() -> Ticket {
    Ticket {
        custom_fields: [(field(1), "E-500")].into_iter().collect(),
        ..guest(3)
    }
}

fn field(id: u32) -> FieldId {
    FieldId::new(id).unwrap()
}

fn name(text: &str) -> FileName {
    FileName::parse(text).unwrap()
}

fn file(text: &str, size: u64) -> Attachment {
    Attachment::new(name(text), size, Vec::new())
}

fn answers(answers: &[(u32, &str)]) -> CustomFieldAnswers {
    answers
        .iter()
        .map(|(id, answer)| (field(*id), *answer))
        .collect()
}

fn violations(rules: &Rules, ticket: &Ticket) -> Vec<(Field, Violation)> {
    let problems = rules.validate(ticket).into_iter();
    problems
        .map(|Problem { field, violation }| (field, violation))
        .collect()
}
