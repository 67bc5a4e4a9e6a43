//! Reasons why WHMCS or the relay refuses to open a ticket.

use super::{EmailAddress, Field, Problem, Violation, is_blank, trim_invisible};

/// The reason for a refusal. No ticket was opened.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// There is no client with this id.
    ClientNotFound,
    /// The client has no such user.
    UserNotFound,
    /// The client has no such contact.
    ContactNotFound,
    /// A guest's name or email address is missing.
    NameAndEmailRequired,
    /// The department does not exist.
    DepartmentNotFound,
    /// The subject is missing.
    SubjectRequired,
    /// The message is missing.
    MessageRequired,
    /// The client has no such service.
    ServiceNotFound,
    /// The client has no such domain.
    DomainNotFound,
    /// WHMCS does not accept the email address. It has one message for a malformed address and
    /// for one that it refuses for another reason.
    EmailInvalid,
    /// The date has neither of the supported formats.
    DateInvalid,
    /// The date is in the future.
    DateInFuture,
    /// WHMCS could not generate a ticket number.
    NumberNotGenerated,
    /// The ticket violates the rules of this installation.
    RuleViolation(Problem),
    /// The request is too large.
    TooLarge {
        /// Maximum request size, in bytes, if the server states it.
        limit: Option<u64>,
    },
    /// The server rejected the format of the request: it does not support this version of the form.
    BadRequest,
    /// The host page's origin is not allowed to open tickets.
    OriginNotAllowed,
    /// Any other message, for example from an operator's hook. Must be shown as plain text.
    Other(String),
}

impl Refusal {
    /// Returns the problems at the fields that the refusal concerns, in the order of the form. Empty
    /// if it concerns no particular field: a request can be too large because of its text or its
    /// files.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let one = |field, violation| vec![Problem::new(field, violation)];
        match self {
            Self::NameAndEmailRequired => vec![
                Problem::new(Field::Name, Violation::Missing),
                Problem::new(Field::Email, Violation::Missing),
            ],
            Self::DepartmentNotFound => one(Field::Department, Violation::NotOffered),
            Self::SubjectRequired => one(Field::Subject, Violation::Missing),
            Self::MessageRequired => one(Field::Message, Violation::Missing),
            Self::ServiceNotFound | Self::DomainNotFound => {
                one(Field::Related, Violation::NotOffered)
            }
            Self::EmailInvalid => one(Field::Email, Violation::EmailRefused),
            Self::RuleViolation(problem) => vec![problem.clone()],
            _ => Vec::new(),
        }
    }

    /// Returns the problems of a ticket with this email address. WHMCS has one message for every
    /// address that it refuses: the address itself shows whether it is malformed or has characters other
    /// than ASCII.
    #[must_use]
    pub fn problems_with_email(&self, email: &str) -> Vec<Problem> {
        match self {
            Self::EmailInvalid if !is_blank(email) && EmailAddress::parse(email).is_err() => {
                vec![Problem::new(Field::Email, Violation::InvalidEmail)]
            }
            Self::EmailInvalid if !trim_invisible(email).is_ascii() => {
                vec![Problem::new(Field::Email, Violation::NonAsciiEmail)]
            }
            _ => self.problems(),
        }
    }
}
