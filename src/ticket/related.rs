//! The service or domain that a ticket is about.

use super::{DomainId, ServiceId};
use std::fmt;

/// The subject matter of a ticket: one service or one domain, never both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Related {
    /// A product or service.
    Service(ServiceId),
    /// A domain.
    Domain(DomainId),
}

impl Related {
    /// Parses the short form that `GetTicket` uses: `S12` or `D7`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let number = text.get(1..)?.parse().ok()?;
        match text.as_bytes().first()? {
            b'S' => ServiceId::new(number).map(Self::Service),
            b'D' => DomainId::new(number).map(Self::Domain),
            _ => None,
        }
    }

    /// Id of the service, if the ticket is about one.
    #[must_use]
    pub const fn service(self) -> Option<ServiceId> {
        match self {
            Self::Service(id) => Some(id),
            Self::Domain(_) => None,
        }
    }

    /// Id of the domain, if the ticket is about one.
    #[must_use]
    pub const fn domain(self) -> Option<DomainId> {
        match self {
            Self::Domain(id) => Some(id),
            Self::Service(_) => None,
        }
    }
}

impl fmt::Display for Related {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(id) => write!(f, "S{id}"),
            Self::Domain(id) => write!(f, "D{id}"),
        }
    }
}
