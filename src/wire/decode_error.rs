//! Why no ticket can be read from a body.

use super::attachments::AttachmentsError;
use super::custom_fields::CustomFieldsError;
use super::urlencoded::Malformed;
use super::{names, reply};
use crate::ticket::Refusal;
use std::fmt;

/// A body that no ticket can be read from. They are looked for in this order: what keeps it from
/// being read at all, then WHMCS's documented messages in the order of its page, then the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// The body is not URL-encoded UTF-8.
    Malformed(Malformed),
    /// The action is not `OpenTicket`.
    Action,
    /// The client is not an id.
    Client,
    /// The client's user is not an id.
    User,
    /// The client's contact is not an id.
    Contact,
    /// A guest's name is there and the e-mail address is not, or the other way round.
    Requester,
    /// The department is missing or not an id.
    Department,
    /// The subject is missing.
    Subject,
    /// The message is missing.
    Message,
    /// The service is not an id.
    Service,
    /// The domain is not an id.
    Domain,
    /// The e-mail address is none.
    Email,
    /// The date is in neither form.
    Date,
    /// The name holds a line break or another control character.
    Name,
    /// The subject holds a line break or another control character.
    SubjectControl,
    /// A service and a domain, where only one of them may be.
    Related,
    /// The priority is not one of the three. WHMCS documents nothing for another one, so none is
    /// guessed at.
    Priority,
    /// A Boolean is neither yes nor no.
    Boolean {
        /// Its parameter.
        name: &'static str,
    },
    /// The answers to custom fields cannot be read.
    CustomFields(CustomFieldsError),
    /// The files cannot be read.
    Attachments(AttachmentsError),
}

impl DecodeError {
    /// WHMCS's own refusal, where it documents one.
    #[must_use]
    pub const fn refusal(&self) -> Option<Refusal> {
        Some(match self {
            Self::Client => Refusal::ClientNotFound,
            Self::User => Refusal::UserNotFound,
            Self::Contact => Refusal::ContactNotFound,
            Self::Requester => Refusal::NameAndEmailRequired,
            Self::Department => Refusal::DepartmentNotFound,
            Self::Subject => Refusal::SubjectRequired,
            Self::Message => Refusal::MessageRequired,
            Self::Service => Refusal::ServiceNotFound,
            Self::Domain => Refusal::DomainNotFound,
            Self::Email => Refusal::EmailInvalid,
            Self::Date => Refusal::DateInvalid,
            _ => return None,
        })
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(refusal) = self.refusal() {
            return f.write_str(&reply::refusal_message(&refusal));
        }
        match self {
            Self::Malformed(error) => error.fmt(f),
            Self::Action => write!(f, "{} must be {}", names::ACTION, names::OPEN_TICKET),
            Self::Name => write!(f, "{} holds a control character", names::NAME),
            Self::SubjectControl => write!(f, "{} holds a control character", names::SUBJECT),
            Self::Related => {
                write!(
                    f,
                    "only one of {} and {} may be given",
                    names::SERVICE,
                    names::DOMAIN
                )
            }
            Self::Priority => write!(f, "{} must be Low, Medium or High", names::PRIORITY),
            Self::Boolean { name } => write!(f, "{name} must be 1 or 0"),
            Self::CustomFields(error) => write!(f, "{}: {error}", names::CUSTOM_FIELDS),
            Self::Attachments(error) => write!(f, "{}: {error}", names::ATTACHMENTS),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for DecodeError {}
