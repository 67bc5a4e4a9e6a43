//! Who asks.

use super::text::{InvalidText, line};

super::id! {
    /// A client: the account that owns services and domains.
    ClientId
}
super::id! {
    /// A user: a person who signs in, perhaps for several clients (WHMCS 8.0).
    UserId
}
super::id! {
    /// A contact: a person whom a client named, without an account.
    ContactId
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Requester {
    /// Somebody without an account.
    Guest {
        /// What to call them.
        name: Name,
        /// Where the answer goes.
        email: EmailAddress,
    },
    /// A client, as a server knows them.
    Client {
        /// The account.
        id: ClientId,
        /// Who of the account asks; `None` for its owner.
        person: Option<Person>,
    },
    /// A client, as a browser knows them: the request itself names nobody, the token beside it
    /// does.
    Signed,
}

/// A person of a client's account. WHMCS lets a user win over a contact, so there is one at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Person {
    /// Somebody who signs in.
    User(UserId),
    /// Somebody whom the client named.
    Contact(ContactId),
}

/// A guest's name: one line that is not blank.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name(String);

impl Name {
    /// Takes the name as it is.
    ///
    /// # Errors
    /// [`InvalidText`] says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, InvalidText> {
        line(text).map(Self)
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An e-mail address that a message can be sent to.
///
/// The rule is the one that browsers apply to `<input type="email">` (WHATWG HTML, "valid e-mail
/// address"), with two differences that a support desk wants: the domain has a dot, and other
/// scripts than ASCII are letters too (RFC 6531).
///
/// ```
/// use open_ticket::ticket::EmailAddress;
///
/// assert!(EmailAddress::parse("ada@example.com").is_ok());
/// assert!(EmailAddress::parse("ada@example").is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

/// A text is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidEmailAddress;

impl EmailAddress {
    /// The longest address that mail servers carry, in bytes (RFC 5321, section 4.5.3.1.3).
    pub const MAX_BYTES: usize = 254;

    /// Takes an address; blanks at its ends are left out, as `<input type="email">` does.
    ///
    /// # Errors
    /// [`InvalidEmailAddress`].
    pub fn parse(text: &str) -> Result<Self, InvalidEmailAddress> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(InvalidEmailAddress)?;
        let fits = text.len() <= Self::MAX_BYTES && local.len() <= 64;
        let local_is_one = !local.is_empty() && local.chars().all(is_local);
        if fits && local_is_one && domain.contains('.') && domain.split('.').all(is_label) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidEmailAddress)
        }
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_local(c: char) -> bool {
    is_letter(c) || ".!#$%&'*+/=?^_`{|}~-".contains(c)
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| is_letter(c) || c == '-')
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && c.is_alphanumeric())
}
