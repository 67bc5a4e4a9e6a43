//! What comes back: a ticket's number, a refusal, or nothing that says either.

use super::{FileName, Problem};
use std::fmt;

/// WHMCS said yes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Opened {
    id: u32,
    number: String,
    access_code: AccessCode,
}

/// An answer that says yes without a number or an access code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidOpened;

#[derive(Clone, PartialEq, Eq, Hash)]
struct AccessCode(String);

impl fmt::Debug for AccessCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl Opened {
    /// A ticket that was opened.
    ///
    /// # Errors
    /// [`InvalidOpened`] if the number or the access code is empty.
    pub fn new(
        id: u32,
        number: impl Into<String>,
        access_code: impl Into<String>,
    ) -> Result<Self, InvalidOpened> {
        let (number, access_code) = (number.into(), access_code.into());
        if number.is_empty() || access_code.is_empty() {
            return Err(InvalidOpened);
        }
        Ok(Self {
            id,
            number,
            access_code: AccessCode(access_code),
        })
    }

    /// WHMCS's own id of the ticket.
    #[must_use]
    pub const fn id(&self) -> u32 {
        self.id
    }

    /// The number that people quote. It follows the operator's mask and may hold spaces and
    /// dashes: it is no number to count with.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }

    /// What opens the ticket to whoever has it. It belongs in the link to the ticket and nowhere
    /// else: no event, no log. `Debug` does not show it.
    #[must_use]
    pub fn access_code(&self) -> &str {
        &self.access_code.0
    }
}

/// Somebody said no, and why. Nothing was opened.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// No client has this id.
    ClientNotFound,
    /// The client has no such user.
    UserNotFound,
    /// The client has no such contact.
    ContactNotFound,
    /// A guest gave no name or no e-mail address.
    NameAndEmailRequired,
    /// There is no such department.
    DepartmentNotFound,
    /// The subject is missing.
    SubjectRequired,
    /// The message is missing.
    MessageRequired,
    /// The client has no such service.
    ServiceNotFound,
    /// The client has no such domain.
    DomainNotFound,
    /// The e-mail address is none.
    EmailInvalid,
    /// The date is in neither form.
    DateInvalid,
    /// The date lies in the future.
    DateInFuture,
    /// WHMCS ran out of ticket numbers.
    NumberNotGenerated,
    /// This installation's rules forbid it.
    Rule(Problem),
    /// The request is larger than the server takes: this many bytes, where it says so.
    TooLarge {
        /// The most that it takes.
        limit: Option<u64>,
    },
    /// The request is not one that the server understands: the form and it do not fit together.
    NotUnderstood,
    /// The page that asks is not one of those that may open tickets there.
    Origin,
    /// Any other message: a hook of the operator's may say what it likes. To be shown as text.
    Other(String),
}

/// Why there is no ticket to show.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SendError {
    /// Somebody said no; nothing was opened.
    Refused(Refusal),
    /// It did not get as far as the relay; nothing was opened.
    NotSent,
    /// It got as far as the relay, which could not send it on; nothing was opened.
    Unavailable {
        /// After how many seconds it may be there again, where the server says so.
        wait: Option<u64>,
    },
    /// The request came in too slowly and was given up; nothing was opened.
    TooSlow,
    /// Nothing of it moved any more, and it was given up before it was out; nothing was opened.
    Stalled,
    /// The browser had no network; nothing was sent.
    Offline,
    /// Too many requests came from there; nothing was opened.
    Rate {
        /// After how many seconds the next one is taken, where the server says so.
        wait: Option<u64>,
    },
    /// What says who is signed in has run out; nothing was opened.
    TokenExpired,
    /// What says who is signed in is not to be trusted; nothing was opened.
    TokenInvalid,
    /// An earlier try of the same intent is still being worked on.
    InProgress,
    /// An earlier try of the same intent had other words, and may have been opened. This one was
    /// not.
    KeyReused,
    /// No answer that says yes or no came back; it may have been opened.
    NoAnswer,
    /// No answer came back, and the relay says that nothing was opened.
    NotOpened,
    /// A file could not be read any more; nothing was sent.
    FileGone(FileName),
    /// The person stopped it before it was sent in full.
    Cancelled,
}

/// What became of an intent, as the relay tells it to whoever knows its key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The ticket is open.
    Opened(Opened),
    /// Nothing was opened.
    NotOpened,
    /// Nobody knows, or nobody knows yet.
    Unknown,
}

impl From<Refusal> for SendError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
