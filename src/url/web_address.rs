//! Validation of web addresses.

/// Maximum length of a URL that is linked, in bytes.
pub const MAX_LINK_BYTES: usize = 2_000;

/// Returns `true` if the text is an `http` or `https` URL with a host and without white space and
/// control characters. White space at both ends is ignored.
#[must_use]
pub fn is_web_address(text: &str) -> bool {
    let text = text.trim();
    let Some((scheme, rest)) = text.split_once("://") else {
        return false;
    };
    let is_web_scheme = ["http", "https"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known));
    is_web_scheme
        && rest.starts_with(|c: char| !c.is_ascii_punctuation() || c == '[')
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// Returns `true` if a URL from another source can be linked: it is absolute, `http` or `https`, not
/// too long, and has no white space and no credentials.
#[must_use]
pub fn is_linkable(url: &str) -> bool {
    let authority = url.split('/').nth(2).unwrap_or_default();
    url.len() <= MAX_LINK_BYTES
        && url == url.trim()
        && is_web_address(url)
        && !authority.contains(['@', '\\'])
}
