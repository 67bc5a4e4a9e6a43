//! Email addresses.

use super::characters::is_invisible;

/// A deliverable email address.
///
/// The rule is the one that browsers apply to `<input type="email">` (WHATWG HTML, "valid e-mail
/// address"), with two differences that suit a support desk: the domain must contain a dot, and
/// letters of all scripts are accepted (RFC 6531).
///
/// ```
/// use open_ticket::ticket::EmailAddress;
///
/// assert!(EmailAddress::parse("ada@example.com").is_ok());
/// assert!(EmailAddress::parse("ada@example").is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

/// Error for a text that is not an email address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidEmailAddress;

impl EmailAddress {
    /// Maximum length that mail servers support, in bytes (RFC 5321, section 4.5.3.1.3).
    pub const MAX_BYTES: usize = 254;

    /// Maximum length of the part before the `@`, in bytes (RFC 5321, section 4.5.3.1.1).
    const MAX_LOCAL_BYTES: usize = 64;

    /// Parses an address. Trims white space at both ends, as `<input type="email">` does.
    ///
    /// # Errors
    /// Returns [`InvalidEmailAddress`] if the text is not an address.
    pub fn parse(text: &str) -> Result<Self, InvalidEmailAddress> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(InvalidEmailAddress)?;
        let fits = text.len() <= Self::MAX_BYTES && local.len() <= Self::MAX_LOCAL_BYTES;
        let is_local_valid = !local.is_empty() && local.chars().all(is_local_char);
        let is_domain_valid = domain.contains('.') && domain.split('.').all(is_domain_label);
        if fits && is_local_valid && is_domain_valid {
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

fn is_local_char(c: char) -> bool {
    is_alphanumeric(c) || ".!#$%&'*+/=?^_`{|}~-".contains(c)
}

fn is_domain_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| is_alphanumeric(c) || c == '-')
}

fn is_alphanumeric(c: char) -> bool {
    // The Hangul fillers are letters, but invisible.
    c.is_ascii_alphanumeric() || (!c.is_ascii() && c.is_alphanumeric() && !is_invisible(c))
}
