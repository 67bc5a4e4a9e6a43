//! What the form says, in English. Every sentence for people stands here, in `failures` or in
//! `sending_words`, and nowhere else.

pub use super::editing::*;
pub use super::failures::{failure, unavailable};
pub use super::file_words::*;
pub use super::sending_words::*;

use crate::form::Announcement;
use crate::markdown::Task;
use crate::rules::{CustomField, FieldKind, Known};
use crate::ticket::{Complaint, Field, Priority};

/// The name of a field; a custom field's is its own.
pub fn label(field: Field) -> &'static str {
    match field {
        Field::Name => "Your name",
        Field::Email => "Your email",
        Field::Department => "Department",
        Field::Related => "Related service",
        Field::Priority => "Priority",
        Field::Subject => "Subject",
        Field::Message => "Message",
        Field::Files => "Files",
        Field::Custom(_) => "",
    }
}

/// The name of a priority.
pub fn priority(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => "Low",
        Priority::Medium => "Medium",
        Priority::High => "High",
    }
}

/// What is wrong at a field, and what to do.
pub fn complaint(field: Field, asked: Option<&CustomField>, complaint: &Complaint) -> String {
    let name = format!("“{}”", asked.map_or(label(field), |asked| &asked.name));
    match complaint {
        Complaint::Missing => missing(field, asked, &name),
        Complaint::NotOffered => {
            format!("Choose another answer for {name}: this one is not offered here")
        }
        Complaint::ClientsOnly => {
            "Sign in to write to this department, or choose another one".into()
        }
        Complaint::Control => format!("Write {name} on one line, without tabs"),
        Complaint::TooLong { length, limit } => {
            format!(
                "Shorten {name} by {} characters: it can have {limit}",
                length - limit
            )
        }
        Complaint::NotAnAddress => "Enter an email address like name@example.com".into(),
        Complaint::NotALink => {
            format!("Enter a web address like https://example.com for {name}")
        }
        Complaint::Pattern { help } if help.is_empty() => {
            format!("Check {name}: the answer has another form than the one expected")
        }
        Complaint::Pattern { help } => format!("Check {name}: {help}"),
        _ => file_complaint(complaint),
    }
}

fn missing(field: Field, asked: Option<&CustomField>, name: &str) -> String {
    match (field, asked.map(|field| &field.kind)) {
        (Field::Department, _) => "Choose a department".into(),
        (Field::Name, _) => "Enter your name".into(),
        (Field::Email, _) => "Enter your email address".into(),
        (Field::Subject, _) => "Enter a subject".into(),
        (Field::Message, _) => "Write a message".into(),
        (_, Some(FieldKind::TickBox)) => format!("Tick {name}"),
        (_, Some(FieldKind::DropDown(_))) => format!("Choose an answer for {name}"),
        _ => format!("Enter an answer for {name}"),
    }
}

/// Before the name and the address of who is signed in.
pub fn writing_as(known: &Known) -> &'static str {
    match (&known.name, &known.email) {
        (None, None) => "You are signed in",
        _ => "You write as ",
    }
}

/// How a task in a list stands.
pub fn task(done: Task) -> &'static str {
    match done {
        Task::Done => "Done",
        Task::Open => "To do",
    }
}

/// What is said to those who listen to the page.
pub fn announcement(announcement: &Announcement) -> String {
    match announcement {
        Announcement::Questions(1) => "This department asks one more question, below.".into(),
        Announcement::Questions(count) => {
            format!("This department asks {count} more questions, below.")
        }
        Announcement::Length {
            length: used,
            limit,
        } => format!("{}.", length(*used, *limit)),
        Announcement::LongPaste(lines) => {
            format!("{} They may become a file instead.", long_paste(*lines))
        }
        // Each says nothing of what is the other's.
        _ => said_of_sending(announcement) + &file_announcement(announcement),
    }
}

/// While the rules are on their way.
pub const LOADING: &str = "Loading the form…";
/// When the rules cannot be had.
pub const UNAVAILABLE: &str = "The form could not be loaded";
/// Why, as far as a page can know it.
pub const UNAVAILABLE_WHY: &str =
    "The support desk could not be reached. Check your connection and try again.";
/// Asks for the rules again.
pub const TRY_AGAIN: &str = "Try again";
/// Heads the list of what is wrong.
pub const PROBLEMS: &str = "There is a problem";
/// Goes before each complaint for those who do not see its colour.
pub const ERROR: &str = "Error: ";
/// Behind the name of a field that may be left out.
pub const OPTIONAL: &str = " (optional)";
/// The department before one is chosen.
pub const CHOOSE_DEPARTMENT: &str = "Choose a department";
/// No service or domain.
pub const NO_RELATED: &str = "None";
/// A drop-down before an answer is chosen.
pub const CHOOSE: &str = "Choose an answer";
/// Names the preview.
pub const PREVIEW: &str = "Preview";
/// In the preview while there is nothing to show.
pub const PREVIEW_EMPTY: &str = "What you write appears here as it will look.";
/// In the preview where what draws it did not come.
pub const PREVIEW_MISSING: &str =
    "The preview could not be loaded. Your message can be sent without it.";
/// Below a preview that ends before the message does.
pub const PREVIEW_CUT: &str = "The preview ends here. Your whole message will be sent.";
/// Below the message.
pub const MARKDOWN_WORKS: &str = "Markdown works here: **bold**, `code`, lists, links";
/// Leads to the ticket.
pub const VIEW: &str = "View the ticket";
/// Begins anew.
pub const ANOTHER: &str = "Open another";
/// Below the number of a ticket that was opened with other words than the person wrote since.
pub const MORE: &str = "It has what you sent first. What you changed since is not in it, but kept: “Open another” brings you back to it, to send as a ticket of its own.";
/// Below the ticket's number.
pub const KEEP_NUMBER: &str =
    "Keep the number in case you ask about it. The answer comes by email.";
/// Before and behind the ticket's number.
pub const OPENED: (&str, &str) = ("Ticket ", " is open");
