//! Email addresses.

use super::characters::{is_invisible, trim_invisible};

/// A deliverable email address.
///
/// The rule is the one that browsers apply to `<input type="email">` (WHATWG HTML, "valid e-mail
/// address"), with two differences that suit a support desk: the domain must contain a dot, and
/// letters of all scripts, with their marks, are accepted and kept as typed (RFC 6531). Browsers
/// convert them: `maß.de` becomes `mass.de`, which belongs to someone else.
///
/// ```
/// use open_ticket::ticket::EmailAddress;
///
/// assert!(EmailAddress::parse("ada@example.com").is_ok());
/// assert!(EmailAddress::parse("ada@example").is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

/// Error for a string that is not an email address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidEmailAddress;

impl EmailAddress {
    /// Maximum length that mail servers support, in bytes (RFC 5321, section 4.5.3.1.3).
    pub const MAX_BYTES: usize = 254;

    /// Maximum length of the part before the `@`, in bytes (RFC 5321, section 4.5.3.1.1).
    const MAX_LOCAL_BYTES: usize = 64;

    /// Parses an address. [Trims](trim_invisible) invisible characters at both ends.
    ///
    /// # Errors
    /// Returns [`InvalidEmailAddress`] if the text is not an address.
    pub fn parse(text: &str) -> Result<Self, InvalidEmailAddress> {
        let text = trim_invisible(text);
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
    c.is_ascii_alphanumeric()
        || (!c.is_ascii() && (c.is_alphanumeric() || is_mark(c)) && !is_invisible(c))
}

/// Marks that are part of words, but not alphabetic: accents in decomposed text, and the viramas,
/// nuktas, tone marks and vowel points of the scripts in which domains are registered
/// (RFC 5892: PVALID).
fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36f | 0x483..=0x487 | 0x591..=0x5af | 0x658 | 0x6df..=0x6e0
        | 0x6ea..=0x6ec | 0x93c | 0x94d | 0x951..=0x954 | 0x9bc | 0x9cd | 0x9fe | 0xa3c | 0xa4d
        | 0xabc | 0xacd | 0xafd..=0xaff | 0xb3c | 0xb4d | 0xb55 | 0xbcd | 0xc3c | 0xc4d | 0xcbc
        | 0xccd | 0xd3b..=0xd3c | 0xd4d | 0xdca | 0xe47..=0xe4e | 0xeba | 0xec8..=0xece
        | 0xf35 | 0xf37 | 0xf39 | 0xf84 | 0x1037 | 0x1039..=0x103a | 0x17c9..=0x17d3 | 0x17dd
        | 0x3099..=0x309a)
}
