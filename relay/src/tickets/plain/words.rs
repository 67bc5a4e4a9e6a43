//! What is wrong, in words for the person who wrote the form.

use crate::error::Refused;
use open_ticket::rules::{Limits, Rules};
use open_ticket::ticket::{Complaint, Field, Problem, Refusal};
use open_ticket::wire;

/// The label of a field.
pub fn label(field: Field, rules: &Rules) -> String {
    let fixed = match field {
        Field::Name => "Your name",
        Field::Email => "Your email",
        Field::Department => "Department",
        Field::Related => "Related service",
        Field::Priority => "Priority",
        Field::Subject => "Subject",
        Field::Message => "Message",
        Field::Files => "Files",
        Field::Custom(id) => {
            return rules
                .question(id)
                .map_or_else(String::new, |q| q.name.clone());
        }
    };
    fixed.to_owned()
}

/// Why there is no ticket, and what to do.
pub fn sentence(refused: &Refused, rules: &Rules) -> String {
    let fixed = match refused {
        Refused::Rule(problem) => return complaint(problem, rules),
        Refused::Whmcs(refusal) => return refusal_sentence(refusal),
        Refused::TooLarge { limit } => {
            return format!(
                "The files are too large: all in all {} can be sent. Leave some out, or make them \
                 smaller.",
                size(*limit as u64)
            );
        }
        Refused::Rate(wait) => {
            let minutes = wait.as_secs().div_ceil(60);
            return format!(
                "Too many tickets came from you. Please send it again in {minutes} minutes; it is \
                 all still here."
            );
        }
        Refused::TokenExpired | Refused::TokenInvalid => {
            "You are no longer signed in. Sign in in another tab, then open the form anew; your \
             text is still here to copy."
        }
        Refused::InProgress => {
            "This ticket is being sent already. Wait a few seconds, then press Send again: it is \
             not opened twice."
        }
        Refused::KeyReused => {
            "A ticket was sent from this form before. To send another one, open the form anew."
        }
        Refused::Unavailable | Refused::TooSlow => {
            "The help desk cannot be reached at the moment. Nothing was sent. Please press Send \
             again in a minute."
        }
        Refused::Unknown(_) => {
            "No answer came back, so we do not know whether your ticket was opened. Press Send \
             again: if it was, you are shown that one, and no second one is opened."
        }
        Refused::Origin | Refused::Simple => "This page may not open tickets here.",
        Refused::MediaType
        | Refused::Malformed(_)
        | Refused::UnknownParameter(_)
        | Refused::ForbiddenParameter(_)
        | Refused::RepeatedParameter(_) => {
            "This form is not one that can be sent here. Please tell the owner of the site."
        }
    };
    fixed.to_owned()
}

/// Which field is to blame, if one is.
pub fn field(refused: &Refused) -> Option<Field> {
    match refused {
        Refused::Rule(problem) => Some(problem.field),
        Refused::TooLarge { .. } => Some(Field::Files),
        Refused::Whmcs(refusal) => Some(match refusal {
            Refusal::NameAndEmailRequired => Field::Name,
            Refusal::EmailInvalid => Field::Email,
            Refusal::DepartmentNotFound => Field::Department,
            Refusal::SubjectRequired => Field::Subject,
            Refusal::MessageRequired => Field::Message,
            Refusal::ServiceNotFound | Refusal::DomainNotFound => Field::Related,
            _ => return None,
        }),
        _ => None,
    }
}

fn refusal_sentence(refusal: &Refusal) -> String {
    let fixed = match refusal {
        Refusal::NameAndEmailRequired => "Enter your name and your email address.",
        Refusal::EmailInvalid => "Enter an email address such as name@example.com.",
        Refusal::DepartmentNotFound => "Choose one of the departments.",
        Refusal::SubjectRequired => "Enter a subject.",
        Refusal::MessageRequired => "Write what it is about.",
        Refusal::ServiceNotFound | Refusal::DomainNotFound => "Choose one of your own services.",
        other => return wire::refusal_message(other).into_owned(),
    };
    fixed.to_owned()
}

fn complaint(problem: &Problem, rules: &Rules) -> String {
    let label = label(problem.field, rules);
    match &problem.complaint {
        Complaint::Missing => format!("{label}: this must be answered."),
        Complaint::NotOffered => format!("{label}: choose one of those that are offered."),
        Complaint::ClientsOnly => {
            format!("{label}: this one is for clients who are signed in. Choose another one.")
        }
        Complaint::Control => format!("{label}: this must be one line of plain text."),
        Complaint::TooLong { length, limit } => {
            format!("{label}: it has {length} characters; {limit} can be sent.")
        }
        Complaint::NotAnAddress => format!("{label}: write it like name@example.com."),
        Complaint::NotALink => format!("{label}: write a full address that begins with https://."),
        Complaint::Pattern { help } if help.is_empty() => {
            format!("{label}: this does not have the form that is asked for.")
        }
        Complaint::Pattern { help } => format!("{label}: {help}."),
        Complaint::TooManyFiles { count, limit } => {
            format!("{label}: these are {count}; {limit} can be sent.")
        }
        Complaint::FileTooLarge { name, limit, .. } => {
            format!(
                "{label}: {name} is too large; {} can be sent.",
                size(*limit)
            )
        }
        Complaint::FilesTooLarge { limit, .. } => {
            format!(
                "{label}: they are too large; all in all {} can be sent.",
                size(*limit)
            )
        }
        Complaint::Extension { name, allowed } => format!(
            "{label}: {name} is of a kind that cannot be sent. These can: {}.",
            allowed.join(", ")
        ),
        Complaint::EmptyFile { name } => format!("{label}: {name} is empty. Choose another one."),
        Complaint::FileGone { name } => format!("{label}: {name} is gone. Choose it again."),
        Complaint::FilesBesideWords { limit, .. } => {
            format!(
                "{label}: they are too large; beside your message {} can be sent.",
                size(*limit)
            )
        }
        Complaint::WordsTooLarge { limit, .. } => {
            format!(
                "{label}: it is too long; it can be {} on its way.",
                size(*limit)
            )
        }
        // What follows only a browser's script can see.
        Complaint::OtherKind { name, .. }
        | Complaint::Duplicate { name }
        | Complaint::Unreadable { name }
        | Complaint::FolderEmpty { name }
        | Complaint::FolderTooFull { name, .. } => {
            format!("{label}: {name} cannot be sent. Choose another one.")
        }
    }
}

/// How many files can be sent, how large, and of which kinds.
pub fn limits(limits: &Limits) -> String {
    let Limits {
        files,
        file_bytes,
        total_bytes,
        extensions,
        ..
    } = limits;
    let (each, all) = (size(*file_bytes), size(*total_bytes));
    let kinds = match extensions.as_slice() {
        [] => String::new(),
        some => format!(" Kinds: {}.", some.join(", ")),
    };
    format!("Up to {files} files, {each} each and {all} in all.{kinds}")
}

/// A size in words.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}
