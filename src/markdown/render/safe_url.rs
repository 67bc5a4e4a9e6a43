//! URLs that are safe to link to.

use crate::url::percent_encode;

/// A URL that is safe to follow: `http:` or `https:` with a host, `mailto:` or `tel:`. It is ASCII
/// and contains no character that could end an attribute value in double quotes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SafeUrl(String);

impl SafeUrl {
    /// Parses a destination whose entities are decoded.
    ///
    /// Control characters, and white space at both ends, are removed first: a browser drops some of
    /// them before it reads the scheme (`java&Tab;script:`), so the URL that is checked must be the
    /// URL that is kept. Every remaining byte that is not allowed in a URL becomes `%XX`, as in
    /// CommonMark's reference renderer.
    ///
    /// Returns `None` for any other scheme, for a relative reference (`/a`, `//host`, `\\host`,
    /// `#a`), for a host preceded by user information (`https://bank.example@evil.example` opens
    /// `evil.example`), and for a host with a [character that browsers reject][forbidden].
    ///
    /// [forbidden]: https://url.spec.whatwg.org/#forbidden-domain-code-point
    #[must_use]
    pub fn parse(destination: &str) -> Option<Self> {
        let printable: String = destination.chars().filter(|c| !c.is_control()).collect();
        let url = printable.trim();
        let (scheme, rest) = url.split_once(':')?;
        let is_scheme = |name| scheme.eq_ignore_ascii_case(name);
        let origin_len = if is_scheme("http") || is_scheme("https") {
            scheme.len() + ":".len() + authority_len(rest)?
        } else if (is_scheme("mailto") || is_scheme("tel"))
            && !rest.is_empty()
            && !rest.starts_with('/')
        {
            0
        } else {
            return None;
        };
        Some(Self(encode_url(url, origin_len)))
    }

    /// Returns the URL.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Percent-encodes a URL. Brackets stay within the first `origin_len` bytes: they enclose an IPv6
/// address.
fn encode_url(url: &str, origin_len: usize) -> String {
    let (origin, rest) = url.split_at(origin_len);
    let mut encoded = percent_encode(origin, is_origin_byte);
    encoded.push_str(&percent_encode(rest, is_url_byte));
    encoded
}

fn is_url_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'()*+,-./:;=?@_~".contains(&byte)
}

fn is_origin_byte(byte: u8) -> bool {
    is_url_byte(byte) || b"[]".contains(&byte)
}

/// Returns the length of `//` and the host with its port, or `None` if they are missing or not
/// allowed.
fn authority_len(rest: &str) -> Option<usize> {
    let host = rest.strip_prefix("//")?.split(['/', '?', '#']).next()?;
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "!$%&'()*+,-.:;=[]_~".contains(c);
    let is_forbidden = |c: char| c.is_whitespace() || (c.is_ascii() && !is_allowed(c));
    let is_valid = !host.is_empty()
        && !host.contains(is_forbidden)
        && escaped_bytes(host).all(is_allowed_escape);
    is_valid.then_some("//".len() + host.len())
}

/// Returns the byte of each `%XX` in a host, with `None` for a `%` without two hexadecimal digits.
fn escaped_bytes(host: &str) -> impl Iterator<Item = Option<u8>> {
    let after_percent = host.split('%').skip(1);
    after_percent.map(|part| u8::from_str_radix(part.get(..2)?, 16).ok())
}

/// Returns `true` if a browser accepts the byte in a host. A browser decodes a host before it
/// validates it.
const fn is_allowed_escape(byte: Option<u8>) -> bool {
    match byte {
        Some(byte) => {
            !byte.is_ascii() || byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.')
        }
        None => false,
    }
}
