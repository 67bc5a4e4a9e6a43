//! Email addresses.

use super::characters::{is_invisible, trim_invisible};

/// A deliverable email address.
///
/// The rule is the one that browsers apply to `<input type="email">` (WHATWG HTML, "valid e-mail
/// address"), with two differences that suit a support desk: the domain must contain a dot, and
/// characters of all scripts are accepted and kept as typed (RFC 6531), except punctuation and symbols.
/// Browsers convert them: `maß.de` becomes `mass.de`, which belongs to someone else.
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
    is_word_char(c) || ".!#$%&'*+/=?^_`{|}~-".contains(c)
}

fn is_domain_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| is_word_char(c) || c == '-')
}

/// Returns `true` for ASCII letters and digits, and for visible characters that are not ASCII, except
/// punctuation and symbols.
fn is_word_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && !is_invisible(c) && !is_punctuation(c))
}

/// Punctuation and symbols that are not ASCII: what word processors and input methods put in place of
/// `"`, `-`, `.`, `,` and `@`, the full-width forms, arrows and other signs, and emoji. The blocks are
/// listed, since the tables of `char::is_alphanumeric` would be 1.7 kB of a first visit.
fn is_punctuation(c: char) -> bool {
    matches!(u32::from(c), 0xa1..=0xa9 | 0xab..=0xb1 | 0xb4 | 0xb6..=0xb8 | 0xbb | 0xbf | 0xd7 | 0xf7
        | 0x55a..=0x55f | 0x589 | 0x60c..=0x60d | 0x61b..=0x61f | 0x66a..=0x66d | 0x6d4
        | 0x964..=0x965 | 0xe3f | 0x2010..=0x206f | 0x20a0..=0x20cf | 0x2190..=0x245f
        | 0x2500..=0x2775 | 0x2794..=0x2bff | 0x2e00..=0x2e2e | 0x2e30..=0x2e7f | 0x3001..=0x3004
        | 0x3008..=0x3020 | 0x3030 | 0x303d..=0x303f | 0x30fb | 0xe000..=0xf8ff | 0xfe10..=0xfe1f
        | 0xfe30..=0xfe6f | 0xff01..=0xff0f | 0xff1a..=0xff20 | 0xff3b..=0xff40 | 0xff5b..=0xff65
        | 0xffe0..=0xffff | 0x1f000..=0x1f0ff | 0x1f200..=0x1fbef | 0xf_0000..)
}
