//! The judge, by whom both the form and the relay go: what this installation takes.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by a panic, and so do the functions it shares"
)]

mod fixtures;

#[path = "rules/files.rs"]
mod files;
#[path = "rules/questions.rs"]
mod questions;
#[path = "rules/tickets.rs"]
mod tickets;

use open_ticket::rules::Rules;
use open_ticket::ticket::{
    Attachment, Complaint, CustomFields, DepartmentId, EmailAddress, Field, FieldId, FileName,
    Message, Name, Problem, Requester, Subject, Ticket,
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

/// A ticket to Technical with its one required answer.
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
    Attachment::of_size(name(text), size, Vec::new())
}

fn answers(answers: &[(u32, &str)]) -> CustomFields {
    answers
        .iter()
        .map(|(id, answer)| (field(*id), *answer))
        .collect()
}

fn complaints(rules: &Rules, ticket: &Ticket) -> Vec<(Field, Complaint)> {
    let problems = rules.judge(ticket).into_iter();
    problems
        .map(|Problem { field, complaint }| (field, complaint))
        .collect()
}
