//! The person or client that opens a ticket.

use super::text_validation::parse_single_line;
use super::{ClientId, ContactId, EmailAddress, InvalidText, UserId};

/// The person or client that opens a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Requester {
    /// A person without an account.
    Guest {
        /// Display name.
        name: Name,
        /// Address for replies.
        email: EmailAddress,
    },
    /// A client, as identified by a server.
    Client {
        /// The client's account.
        id: ClientId,
        /// Person who acts for the account. Default: its owner.
        person: Option<Person>,
    },
    /// A signed-in client, identified by the token that the browser sends with the request, not by
    /// the body.
    Authenticated,
}

/// A person who acts for a client's account. In WHMCS a user takes precedence over a contact, so
/// there is at most one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Person {
    /// A user, who can sign in.
    User(UserId),
    /// A contact, added by the client.
    Contact(ContactId),
}

/// A guest's name: a single line that is not blank.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name(String);

impl Name {
    /// Parses a name. [Trims](super::trim_invisible) invisible characters at both ends.
    ///
    /// # Errors
    /// Returns [`InvalidText`] if the name is blank, or contains a control character or a
    /// bidirectional one.
    pub fn parse(text: &str) -> Result<Self, InvalidText> {
        parse_single_line(text).map(Self)
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
