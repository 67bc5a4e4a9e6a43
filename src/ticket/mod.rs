//! What a ticket is: the nouns of WHMCS's `OpenTicket`, each valid by construction.
//!
//! A noun does not know how it is written: parameter names, base64 and JSON live in
//! [`wire`](crate::wire). A value of these types is one that WHMCS can be sent; whether *this*
//! installation takes it is for [`rules`](crate::rules) to say.
//!
//! ```
//! use open_ticket::ticket::{DepartmentId, Message, Requester, Subject, Ticket};
//!
//! let ticket = Ticket::<Vec<u8>>::new(
//!     DepartmentId::new(3).unwrap(),
//!     Requester::Signed,
//!     Subject::parse("web-1 answers 500").unwrap(),
//!     Message::markdown("Since **Tuesday**.").unwrap(),
//! );
//! assert!(ticket.attachments.is_empty());
//! ```

mod attachment;
mod custom_field;
mod file_name;
mod natural;
mod problem;
mod reply;
mod requester;
mod text;
mod time;

pub use attachment::Attachment;
pub use custom_field::{CustomFields, FieldId};
pub use file_name::{FileName, InvalidFileName, visible};
pub use natural::natural;
pub use problem::{Complaint, Field, Problem};
pub use reply::{InvalidOpened, Opened, Outcome, Refusal, SendError};
pub use requester::{
    ClientId, ContactId, EmailAddress, InvalidEmailAddress, Name, Person, Requester, UserId,
};
pub use text::{Format, InvalidText, Message, Subject};
pub use time::{Created, InvalidCreated};

use std::num::NonZeroU32;

/// Defines a WHMCS id: a whole number from 1; 0 means absent there, so it is no id.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(std::num::NonZeroU32);

        impl $name {
            /// The id with this number; `None` for 0, which WHMCS takes for "absent".
            #[must_use]
            pub const fn new(number: u32) -> Option<Self> {
                match std::num::NonZeroU32::new(number) {
                    Some(number) => Some(Self(number)),
                    None => None,
                }
            }

            /// The number, from 1.
            #[must_use]
            pub const fn get(self) -> u32 {
                self.0.get()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}
pub(crate) use id;

id! {
    /// A support department.
    DepartmentId
}
id! {
    /// A product or service of a client.
    ServiceId
}
id! {
    /// A domain of a client.
    DomainId
}

/// What a ticket is about: one service or one domain, never both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Related {
    /// A product or service.
    Service(ServiceId),
    /// A domain.
    Domain(DomainId),
}

impl Related {
    /// Reads the short form `S12` or `D7`, as `GetTicket` names the choice.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let number = text.get(1..)?.parse::<NonZeroU32>().ok()?;
        match text.as_bytes().first()? {
            b'S' => Some(Self::Service(ServiceId(number))),
            b'D' => Some(Self::Domain(DomainId(number))),
            _ => None,
        }
    }
}

impl std::fmt::Display for Related {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Service(id) => write!(f, "S{id}"),
            Self::Domain(id) => write!(f, "D{id}"),
        }
    }
}

/// How urgent the requester says it is. WHMCS documents these three and leaves its default open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    /// It can wait.
    Low,
    /// What WHMCS's own page preselects.
    #[default]
    Medium,
    /// It cannot wait.
    High,
}

impl Priority {
    /// All three, least urgent first.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// WHMCS's own word: `Low`, `Medium` or `High`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "Low",
            Self::Medium => "Medium",
            Self::High => "High",
        }
    }

    /// Reads WHMCS's own word; its letters' case matters, as WHMCS documents one spelling only.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|priority| priority.as_str() == text)
    }
}

/// Whether the client may close the ticket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Closure {
    /// The department's setting holds.
    #[default]
    Inherited,
    /// The client may close it.
    Allowed,
    /// Only staff may close it.
    Prevented,
}

/// What only an operator's own server may ask for; a browser never does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Privileges {
    /// When the message shows as sent; `None` for now.
    pub created: Option<Created>,
    /// Opened as staff. It takes WHMCS's Local API to have an effect.
    pub as_admin: bool,
    /// No e-mail goes out about the new ticket.
    pub quiet: bool,
    /// Who may close it.
    pub closure: Closure,
}

/// A complete, valid request to open a ticket, generic over what a file's bytes are:
/// `Vec<u8>` on a server, a handle to a `File` in a browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket<B = Vec<u8>> {
    /// Where it goes.
    pub department: DepartmentId,
    /// Who asks.
    pub requester: Requester,
    /// One line that says what it is about.
    pub subject: Subject,
    /// The text.
    pub message: Message,
    /// How urgent it is.
    pub priority: Priority,
    /// Which service or domain it is about.
    pub related: Option<Related>,
    /// The answers to the department's own questions.
    pub custom_fields: CustomFields,
    /// The files, in the order they were chosen.
    pub attachments: Vec<Attachment<B>>,
    /// What only an operator's own server may ask for.
    pub privileges: Privileges,
}

impl<B> Ticket<B> {
    /// A ticket of medium priority with what WHMCS requires and nothing else.
    #[must_use]
    pub fn new(
        department: DepartmentId,
        requester: Requester,
        subject: Subject,
        message: Message,
    ) -> Self {
        Self {
            department,
            requester,
            subject,
            message,
            priority: Priority::default(),
            related: None,
            custom_fields: CustomFields::default(),
            attachments: Vec::new(),
            privileges: Privileges::default(),
        }
    }

    /// The same ticket with each file's body replaced, as from a handle to the file itself.
    ///
    /// # Errors
    /// The first error of `replace`; files before it were replaced in vain.
    pub fn try_map_bodies<C, E>(
        self,
        mut replace: impl FnMut(B) -> Result<C, E>,
    ) -> Result<Ticket<C>, E> {
        let attachments = self
            .attachments
            .into_iter()
            .map(|attachment| attachment.try_map_body(&mut replace))
            .collect::<Result<_, _>>()?;
        Ok(Ticket {
            department: self.department,
            requester: self.requester,
            subject: self.subject,
            message: self.message,
            priority: self.priority,
            related: self.related,
            custom_fields: self.custom_fields,
            attachments,
            privileges: self.privileges,
        })
    }
}
