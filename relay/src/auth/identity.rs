//! The signed-in client of a valid token.

use super::token_claims::Claims;
use open_ticket::rules::{RelatedChoice, SignedInUser};
use open_ticket::ticket::{
    ClientId, ContactId, EmailAddress, Name, Person, Requester, UserId, to_single_line,
};

/// Signed-in client, and the person who acts for this client.
#[derive(Clone, Debug)]
pub struct Identity {
    /// Id of the client.
    pub client: ClientId,
    /// User or contact. `None` for the client itself.
    pub person: Option<Person>,
    /// Name and email address, which the form displays.
    pub signed_in_user: SignedInUser,
    /// Services and domains in the token. `None` if they have to be queried from WHMCS.
    pub related: Option<Vec<RelatedChoice>>,
}

impl Identity {
    /// Returns the requester of this client's tickets.
    #[must_use]
    pub const fn requester(&self) -> Requester {
        Requester::Client {
            id: self.client,
            person: self.person,
        }
    }

    /// Creates an identity from validated claims. Returns `None` for claims with both a user and a
    /// contact, since WHMCS accepts only one of them.
    pub(super) fn from_claims(claims: &Claims) -> Option<Self> {
        let person = match (claims.user, claims.contact) {
            (Some(_), Some(_)) => return None,
            (Some(user), None) => Some(Person::User(UserId::new(user)?)),
            (None, Some(contact)) => Some(Person::Contact(ContactId::new(contact)?)),
            (None, None) => None,
        };
        Some(Self {
            client: ClientId::new(claims.client)?,
            person,
            signed_in_user: SignedInUser {
                name: claims
                    .name
                    .as_deref()
                    .and_then(|name| Name::parse(&to_single_line(name)).ok()),
                email: claims
                    .email
                    .as_deref()
                    .and_then(|email| EmailAddress::parse(email).ok()),
            },
            related: claims.related(),
        })
    }
}
