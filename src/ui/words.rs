//! What the form says, and when. The sentences themselves stand in `locales/en.json`, and nowhere
//! else; which of them fits is said here, in `editing`, `failures`, `file_words` and `sending_words`.

pub use super::editing::*;
pub use super::failures::{failure, unavailable};
pub use super::file_words::*;
pub use super::sending_words::*;

use super::english;
use super::template::{before, behind, counted, fill, named};
use crate::form::Announcement;
use crate::markdown::Task;
use crate::rules::{CustomField, FieldKind, Known};
use crate::ticket::{Complaint, Field, Priority};

/// The name of a field; a custom field's is its own.
pub fn label(field: Field) -> &'static str {
    match field {
        Field::Name => english::LABEL_NAME,
        Field::Email => english::LABEL_EMAIL,
        Field::Department => english::LABEL_DEPARTMENT,
        Field::Related => english::LABEL_RELATED,
        Field::Priority => english::LABEL_PRIORITY,
        Field::Subject => english::LABEL_SUBJECT,
        Field::Message => english::LABEL_MESSAGE,
        Field::Files => english::LABEL_FILES,
        Field::Custom(_) => "",
    }
}

/// The name of a priority.
pub fn priority(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => english::PRIORITY_LOW,
        Priority::Medium => english::PRIORITY_MEDIUM,
        Priority::High => english::PRIORITY_HIGH,
    }
}

/// What is wrong at a field, and what to do.
pub fn complaint(field: Field, asked: Option<&CustomField>, complaint: &Complaint) -> String {
    let name = asked.map_or(label(field), |asked| &asked.name);
    let name = named(english::COMPLAINT_NAME, name);
    match complaint {
        Complaint::Missing => missing(field, asked, &name),
        Complaint::NotOffered => named(english::COMPLAINT_NOT_OFFERED, &name),
        Complaint::ClientsOnly => english::COMPLAINT_CLIENTS_ONLY.into(),
        Complaint::Control => named(english::COMPLAINT_CONTROL, &name),
        Complaint::TooLong { length, limit } => match length - limit {
            1 => fill(
                english::COMPLAINT_TOO_LONG_ONE,
                &[("name", &name), ("limit", limit)],
            ),
            count => fill(
                english::COMPLAINT_TOO_LONG_OTHER,
                &[("name", &name), ("count", &count), ("limit", limit)],
            ),
        },
        Complaint::NotAnAddress => english::COMPLAINT_NOT_AN_ADDRESS.into(),
        Complaint::NotALink => named(english::COMPLAINT_NOT_A_LINK, &name),
        Complaint::Pattern { help } if help.is_empty() => named(english::COMPLAINT_PATTERN, &name),
        Complaint::Pattern { help } => fill(
            english::COMPLAINT_PATTERN_HELP,
            &[("name", &name), ("help", help)],
        ),
        _ => file_complaint(complaint),
    }
}

fn missing(field: Field, asked: Option<&CustomField>, name: &str) -> String {
    match (field, asked.map(|field| &field.kind)) {
        (Field::Department, _) => english::MISSING_DEPARTMENT.into(),
        (Field::Name, _) => english::MISSING_NAME.into(),
        (Field::Email, _) => english::MISSING_EMAIL.into(),
        (Field::Subject, _) => english::MISSING_SUBJECT.into(),
        (Field::Message, _) => english::MISSING_MESSAGE.into(),
        (_, Some(FieldKind::TickBox)) => named(english::MISSING_TICK_BOX, name),
        (_, Some(FieldKind::DropDown(_))) => named(english::MISSING_DROP_DOWN, name),
        _ => named(english::MISSING_ANSWER, name),
    }
}

/// Before the name and the address of who is signed in.
pub fn writing_as(known: &Known) -> &'static str {
    match (&known.name, &known.email) {
        (None, None) => english::SIGNED_IN_NAMELESS,
        _ => const { before(english::SIGNED_IN_AS) },
    }
}

/// How a task in a list stands.
pub fn task(done: Task) -> &'static str {
    match done {
        Task::Done => english::TASK_DONE,
        Task::Open => english::TASK_OPEN,
    }
}

/// What is said to those who listen to the page.
pub fn announcement(announcement: &Announcement) -> String {
    match announcement {
        Announcement::Questions(1) => english::SAID_QUESTIONS_ONE.into(),
        Announcement::Questions(count) => counted(english::SAID_QUESTIONS_OTHER, count),
        Announcement::Length {
            length: used,
            limit,
        } => fill(english::SAID_SENTENCE, &[("text", &length(*used, *limit))]),
        Announcement::LongPaste(lines) => {
            fill(english::SAID_LONG_PASTE, &[("pasted", &long_paste(*lines))])
        }
        // Each says nothing of what is the other's.
        _ => said_of_sending(announcement) + &file_announcement(announcement),
    }
}

/// While the rules are on their way.
pub const LOADING: &str = english::FORM_LOADING;
/// When the rules cannot be had.
pub const UNAVAILABLE: &str = english::FORM_UNAVAILABLE;
/// Why, as far as a page can know it.
pub const UNAVAILABLE_WHY: &str = english::FORM_UNAVAILABLE_WHY;
/// Asks for the rules again.
pub const TRY_AGAIN: &str = english::FORM_TRY_AGAIN;
/// Heads the list of what is wrong.
pub const PROBLEMS: &str = english::COMPLAINT_HEADING;
/// Goes before each complaint for those who do not see its colour.
pub const ERROR: &str = before(english::COMPLAINT_SPOKEN);
/// Behind the name of a field that may be left out.
pub const OPTIONAL: &str = behind(english::LABEL_OPTIONAL);
/// The department before one is chosen.
pub const CHOOSE_DEPARTMENT: &str = english::CHOICE_DEPARTMENT;
/// No service or domain.
pub const NO_RELATED: &str = english::CHOICE_RELATED;
/// A drop-down before an answer is chosen.
pub const CHOOSE: &str = english::CHOICE_ANSWER;
/// Names the preview.
pub const PREVIEW: &str = english::PREVIEW_NAME;
/// In the preview while there is nothing to show.
pub const PREVIEW_EMPTY: &str = english::PREVIEW_EMPTY;
/// In the preview where what draws it did not come.
pub const PREVIEW_MISSING: &str = english::PREVIEW_MISSING;
/// Below a preview that ends before the message does.
pub const PREVIEW_CUT: &str = english::PREVIEW_CUT;
/// Below the message.
pub const MARKDOWN_WORKS: &str = english::MESSAGE_HINT;
/// Leads to the ticket.
pub const VIEW: &str = english::OPENED_VIEW;
/// Begins anew.
pub const ANOTHER: &str = english::OPENED_ANOTHER;
/// Below the number of a ticket that was opened with other words than the person wrote since.
pub const MORE: &str = english::OPENED_MORE;
/// Below the ticket's number.
pub const KEEP_NUMBER: &str = english::OPENED_KEEP_NUMBER;
/// Before and behind the ticket's number.
pub const OPENED: (&str, &str) = (
    before(english::OPENED_HEADING),
    behind(english::OPENED_HEADING),
);
