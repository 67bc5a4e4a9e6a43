//! A likely typing error in the domain of an email address.

use super::characters::trim_invisible;
use super::edit_distance::differs_by_one_edit;

/// Domains of large email providers. A domain that differs from one of them by one letter is likely
/// a typing error. Short domains, such as `gmx.de`, are left out, because many other domains differ
/// from them by one letter.
const DOMAINS: [&str; 8] = [
    "gmail.com",
    "googlemail.com",
    "hotmail.com",
    "icloud.com",
    "outlook.com",
    "protonmail.com",
    "yahoo.com",
    "yahoo.co.uk",
];

/// Domains of other providers that differ from one of [`DOMAINS`] by one letter.
const SIMILAR: [&str; 5] = [
    "mail.com",
    "email.com",
    "ymail.com",
    "fmail.com",
    "cloud.com",
];

/// Returns the address with the domain of a large provider, if its own domain differs by one letter:
/// inserted, left out, replaced, or swapped with its neighbour.
///
/// ```
/// use open_ticket::ticket::suggested_email;
///
/// let suggestion = suggested_email("ada@gmial.com");
/// assert_eq!(suggestion.as_deref(), Some("ada@gmail.com"));
/// assert_eq!(suggested_email("ada@gmail.com"), None);
/// ```
#[must_use]
pub fn suggested_email(address: &str) -> Option<String> {
    let (local, domain) = trim_invisible(address).rsplit_once('@')?;
    let domain = domain.to_ascii_lowercase();
    // A non-ASCII letter is not a typing error.
    if local.is_empty()
        || !domain.is_ascii()
        || SIMILAR.contains(&&*domain)
        || DOMAINS.contains(&&*domain)
    {
        return None;
    }
    let mut domains = DOMAINS.into_iter();
    let meant = domains.find(|meant| differs_by_one_edit(&domain, meant))?;
    Some([local, "@", meant].concat())
}
