//! Where a link may lead.

/// The `rel` of every link: the page it leads to learns nothing of ours and gains nothing by it.
pub const REL: &str = "noopener noreferrer nofollow ugc";

/// The `target` of every link: what has been typed so far stays where it is.
pub const TARGET: &str = "_blank";

/// The address of a link that is safe to follow: `http:` or `https:` with a host, `mailto:` or
/// `tel:`. It is ASCII, and nothing in it can end an attribute's value in double quotes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Link(String);

impl Link {
    /// Takes a destination whose entities are decoded.
    ///
    /// Control characters, and white space at its ends, are removed first: a browser drops some
    /// of them before it looks for the scheme (`java&Tab;script:`), so what is judged is what is
    /// kept. All that remains and may not stand in an address becomes `%XX`, as CommonMark's own
    /// renderer writes it.
    ///
    /// `None` for every other scheme, for what has none (`/a`, `//host`, `\\host`, `#a`), for a host
    /// behind a user's name (`https://bank.example@evil.example` leads to `evil.example`), and for
    /// a host with a [character that no browser takes][forbidden].
    ///
    /// [forbidden]: https://url.spec.whatwg.org/#forbidden-domain-code-point
    #[must_use]
    pub fn parse(destination: &str) -> Option<Self> {
        let kept: String = destination.chars().filter(|c| !c.is_control()).collect();
        let address = kept.trim();
        let (scheme, rest) = address.split_once(':')?;
        let is = |name| scheme.eq_ignore_ascii_case(name);
        let host_end = if is("http") || is("https") {
            scheme.len() + ":".len() + host_end(rest)?
        } else if (is("mailto") || is("tel")) && !rest.is_empty() && !rest.starts_with('/') {
            0
        } else {
            return None;
        };
        Some(Self(percent_encoded(address, host_end)))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where the host (and its port) ends that follows `//`, if one stands there and nothing else.
fn host_end(rest: &str) -> Option<usize> {
    let host = rest.strip_prefix("//")?.split(['/', '?', '#']).next()?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "!$%&'()*+,-.:;=[]_~".contains(c);
    let odd = |c: char| c.is_whitespace() || (c.is_ascii() && !plain(c));
    let taken = !host.is_empty() && !host.contains(odd) && escapes(host).all(may_be_escaped);
    taken.then_some("//".len() + host.len())
}

/// What stands behind each `%`.
fn escapes(host: &str) -> impl Iterator<Item = Option<u8>> {
    let parts = host.split('%').skip(1);
    parts.map(|part| u8::from_str_radix(part.get(..2)?, 16).ok())
}

/// A browser decodes a host before it judges it.
const fn may_be_escaped(byte: Option<u8>) -> bool {
    match byte {
        Some(byte) => {
            !byte.is_ascii() || byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.')
        }
        None => false,
    }
}

/// `%XX` for every byte that may not stand in an address. Brackets may up to `host_end`: they
/// hold an IPv6 address.
fn percent_encoded(address: &str, host_end: usize) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut encoded = String::with_capacity(address.len());
    for (at, byte) in address.bytes().enumerate() {
        let bracket = at < host_end && b"[]".contains(&byte);
        if byte.is_ascii_alphanumeric() || b"!#$%&'()*+,-./:;=?@_~".contains(&byte) || bracket {
            encoded.push(byte.into());
        } else {
            encoded.push('%');
            encoded.push(HEX[usize::from(byte >> 4)].into());
            encoded.push(HEX[usize::from(byte & 15)].into());
        }
    }
    encoded
}
