//! Errors of decoding a ticket from a request body.

use super::attachments::AttachmentsError;
use super::custom_fields::CustomFieldsError;
use super::urlencoded::UrlencodedError;
use super::{parameter_names, refusal_messages};
use crate::ticket::Refusal;
use std::fmt;

/// Error for a body from which no ticket can be decoded. Errors are checked in this order:
/// errors of the format, errors that WHMCS documents, in the order of its page, and all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// The body is not URL-encoded UTF-8.
    Malformed(UrlencodedError),
    /// The action is not `OpenTicket`.
    Action,
    /// The client's id is invalid.
    Client,
    /// The user's id is invalid.
    User,
    /// The contact's id is invalid.
    Contact,
    /// A guest's name or email address is missing.
    Requester,
    /// The department's id is missing or invalid.
    Department,
    /// The subject is missing.
    Subject,
    /// The message is missing.
    Message,
    /// The service's id is invalid.
    Service,
    /// The domain's id is invalid.
    Domain,
    /// The email address is invalid.
    Email,
    /// The date has neither of the supported formats.
    Date,
    /// The name contains a line break or another control character.
    NameControlCharacter,
    /// The subject contains a line break or another control character.
    SubjectControlCharacter,
    /// There is both a service and a domain.
    ServiceAndDomain,
    /// The priority is unknown. WHMCS documents no fallback, so none is assumed.
    Priority,
    /// A Boolean has an unknown value.
    Boolean {
        /// Name of the parameter.
        name: &'static str,
    },
    /// The answers to custom fields cannot be decoded.
    CustomFields(CustomFieldsError),
    /// The files cannot be decoded.
    Attachments(AttachmentsError),
}

impl DecodeError {
    /// The refusal that WHMCS documents for this error.
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
            return f.write_str(&refusal_messages::refusal_message(&refusal));
        }
        match self {
            Self::Malformed(error) => error.fmt(f),
            Self::Action => write!(
                f,
                "{} must be {}",
                parameter_names::ACTION,
                parameter_names::OPEN_TICKET
            ),
            Self::NameControlCharacter => {
                write!(f, "{} contains a control character", parameter_names::NAME)
            }
            Self::SubjectControlCharacter => {
                write!(
                    f,
                    "{} contains a control character",
                    parameter_names::SUBJECT
                )
            }
            Self::ServiceAndDomain => {
                write!(
                    f,
                    "only one of {} and {} is allowed",
                    parameter_names::SERVICE,
                    parameter_names::DOMAIN
                )
            }
            Self::Priority => write!(
                f,
                "{} must be Low, Medium or High",
                parameter_names::PRIORITY
            ),
            Self::Boolean { name } => write!(f, "{name} must be 1 or 0"),
            Self::CustomFields(error) => write!(f, "{}: {error}", parameter_names::CUSTOM_FIELDS),
            Self::Attachments(error) => write!(f, "{}: {error}", parameter_names::ATTACHMENTS),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for DecodeError {}
