//! Who asks, by a token that the site mints for its signed-in client: a JWT (RFC 7519) signed with
//! HMAC-SHA-256 and nothing else (RFC 8725, section 3.1; ASVS 5.0 V9.1.2).

mod claims;
mod hmac;

pub use claims::{AUDIENCE, Claims, Owned};

use crate::clock;
use crate::error::Refused;
use crate::secret::Secret;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use open_ticket::rules::{Known, RelatedChoice};
use open_ticket::ticket::{ClientId, ContactId, EmailAddress, Name, Person, Requester, UserId};

/// The longest life of a token, in seconds.
pub const MAX_LIFE: u64 = 15 * 60;

/// How far a site's clock may be ahead of the relay's, in seconds.
const MAX_AHEAD: u64 = 60;

/// The shortest key, in bytes: as long as the hash (RFC 7518, section 3.2).
pub const MIN_KEY: usize = 32;

/// What a longer text is no token, in bytes. One with a hundred services is under 10 kB.
const MAX_TOKEN: usize = 64 << 10;

/// What tokens are signed with. `Debug` shows nothing of it.
#[derive(Clone)]
pub struct SigningKey {
    verify: DecodingKey,
    sign: EncodingKey,
}

/// A client who is signed in at the site, and the person of theirs who asks.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The client.
    pub client: ClientId,
    /// The user or contact; none for the client itself.
    pub person: Option<Person>,
    /// What the form shows of them.
    pub known: Known,
    /// The services and domains that the token names; none if it names none, so that WHMCS is
    /// asked.
    pub related: Option<Vec<RelatedChoice>>,
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

impl SigningKey {
    /// Takes a key of [`MIN_KEY`] bytes or more; a shorter one can be guessed.
    #[must_use]
    pub fn new(key: &Secret) -> Option<Self> {
        let key = key.expose().as_bytes();
        (key.len() >= MIN_KEY).then(|| Self::of(key))
    }

    /// A key that nobody knows, for the sandbox; none if the system has no randomness.
    #[must_use]
    pub fn random() -> Option<Self> {
        let mut key = [0; MIN_KEY];
        getrandom::fill(&mut key).ok()?;
        Some(Self::of(&key))
    }

    fn of(key: &[u8]) -> Self {
        hmac::install();
        Self {
            verify: DecodingKey::from_secret(key),
            sign: EncodingKey::from_secret(key),
        }
    }

    /// Signs a token, as a site does; the demo page's.
    #[must_use]
    pub fn mint(&self, claims: &Claims) -> Option<String> {
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), claims, &self.sign).ok()
    }

    /// Reads a token.
    ///
    /// # Errors
    /// [`Refused::TokenExpired`], or [`Refused::TokenInvalid`] for everything else that can be
    /// wrong: whoever forges one is not told how far they got.
    pub fn verify(&self, token: &str) -> Result<Identity, Refused> {
        if token.len() > MAX_TOKEN {
            return Err(Refused::TokenInvalid);
        }
        let claims = jsonwebtoken::decode::<Claims>(token, &self.verify, &validation())
            .map_err(|error| match error.kind() {
                ErrorKind::ExpiredSignature => Refused::TokenExpired,
                _ => Refused::TokenInvalid,
            })?
            .claims;
        let life = claims.exp.checked_sub(claims.iat);
        let is_early = claims.iat > clock::seconds().saturating_add(MAX_AHEAD);
        match life {
            Some(1..=MAX_LIFE) if !is_early => identity(&claims).ok_or(Refused::TokenInvalid),
            _ => Err(Refused::TokenInvalid),
        }
    }
}

impl Identity {
    /// The requester of their tickets.
    #[must_use]
    pub const fn requester(&self) -> Requester {
        Requester::Client {
            id: self.client,
            person: self.person,
        }
    }
}

/// An end that has passed has passed: a second's grace would be a second's use.
fn validation() -> Validation {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.leeway = 0;
    validation.set_audience(&[AUDIENCE]);
    validation.set_required_spec_claims(&["aud", "exp"]);
    validation
}

/// A user and a contact at once are nobody in particular: WHMCS takes one of them.
fn identity(claims: &Claims) -> Option<Identity> {
    let person = match (claims.user, claims.contact) {
        (Some(_), Some(_)) => return None,
        (Some(user), None) => Some(Person::User(UserId::new(user)?)),
        (None, Some(contact)) => Some(Person::Contact(ContactId::new(contact)?)),
        (None, None) => None,
    };
    Some(Identity {
        client: ClientId::new(claims.client)?,
        person,
        known: Known {
            name: claims
                .name
                .as_deref()
                .and_then(|name| Name::parse(name).ok()),
            email: claims
                .email
                .as_deref()
                .and_then(|email| EmailAddress::parse(email).ok()),
        },
        related: claims.related(),
    })
}
