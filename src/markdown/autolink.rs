//! Bare addresses in a text: GFM's [extended autolinks][gfm], by its rules and, where those leave
//! a choice, as its reference implementation does it.
//!
//! Addresses are looked for in text whose entities and escapes are decoded and whose emphasis is
//! already read: a URL with `_emphasised_` parts ends at the first of them.
//!
//! [gfm]: https://github.github.com/gfm/#autolinks-extension-

use std::ops::Range;

/// Where an address stands in the text, and where it leads.
type Address = (Range<usize>, String);

/// The bare addresses in a text, in order.
pub(super) struct Autolinks<'a> {
    text: &'a str,
    /// What stands before the text, if it is not the beginning of a line.
    before: Option<char>,
    /// Where to go on.
    at: usize,
    /// Where the last address ended.
    taken: usize,
}

impl<'a> Autolinks<'a> {
    /// Looks in a text that `before` stands in front of.
    pub(super) const fn new(text: &'a str, before: Option<char>) -> Self {
        Self {
            text,
            before,
            at: 0,
            taken: 0,
        }
    }

    /// The address that the byte at `at` gives away.
    fn address_at(&mut self, at: usize) -> Option<Address> {
        match self.text.as_bytes()[at] {
            b'h' | b'H' | b'f' | b'F' => self.url_at(at),
            b'w' => self.www_at(at),
            b'@' => self.email_at(at),
            _ => None,
        }
    }

    /// `http://`, `https://` or `ftp://`, a domain (of one part, too: `localhost`) and a path.
    fn url_at(&self, at: usize) -> Option<Address> {
        let rest = &self.text.as_bytes()[at..];
        let scheme = ["http://", "https://", "ftp://"]
            .into_iter()
            .find(|scheme| {
                rest.get(..scheme.len())
                    .is_some_and(|found| found.eq_ignore_ascii_case(scheme.as_bytes()))
            })?;
        if self
            .char_before(at)
            .is_some_and(|c| c.is_ascii_alphabetic())
        {
            return None;
        }
        let domain = self.domain_at(at + scheme.len());
        if !is_domain(&self.text[domain.clone()]) {
            return None;
        }
        Some(self.with_path(at..domain.end, ""))
    }

    /// `www.`, a domain and a path.
    fn www_at(&mut self, at: usize) -> Option<Address> {
        let begins = self
            .char_before(at)
            .is_none_or(|c| c.is_whitespace() || "*_~(".contains(c));
        if !begins || !self.text[at..].starts_with("www.") {
            return None;
        }
        let domain = self.domain_at(at);
        if !is_domain(&self.text[at + "www.".len()..domain.end]) {
            // Each later `www.` of this domain would be judged by the same last two parts.
            self.at = domain.end;
            return None;
        }
        Some(self.with_path(at..domain.end, "http://"))
    }

    /// What stands around an `@`.
    fn email_at(&self, at: usize) -> Option<Address> {
        let bytes = self.text.as_bytes();
        let name = |byte: &&u8| byte.is_ascii_alphanumeric() || b".+-_".contains(byte);
        let start = at - bytes[self.taken..at].iter().rev().take_while(name).count();
        let host = |byte: &&u8| byte.is_ascii_alphanumeric() || b".-_".contains(byte);
        let run = bytes[at + 1..].iter().take_while(host).count();
        let host = self.text[at + 1..at + 1 + run].trim_end_matches('.');
        let end = at + 1 + host.len();
        let valid = start < at
            && host.contains('.')
            && !host.split('.').any(str::is_empty)
            && !host.ends_with(['-', '_'])
            && bytes.get(end) != Some(&b'@');
        if !valid {
            return None;
        }
        let destination = format!("mailto:{}", &self.text[start..end]);
        Some((start..end, destination))
    }

    /// The address that begins with `origin` and goes on to white space or `<`.
    fn with_path(&self, origin: Range<usize>, prefix: &str) -> Address {
        let ends = |c: char| c == '<' || c.is_whitespace() || c.is_control();
        let path = &self.text[origin.end..];
        let longest = origin.end + path.find(ends).unwrap_or(path.len());
        let address = trimmed(&self.text[origin.start..longest]);
        let end = origin.start + address.len();
        (origin.start..end, format!("{prefix}{address}"))
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back().or(self.before)
    }

    /// The longest run of what a domain is made of.
    fn domain_at(&self, at: usize) -> Range<usize> {
        let foreign = |c: char| !c.is_ascii() && !c.is_whitespace() && !c.is_control();
        let part = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c) || foreign(c);
        let rest = &self.text[at..];
        at..at + rest.find(|c| !part(c)).unwrap_or(rest.len())
    }
}

impl Iterator for Autolinks<'_> {
    type Item = Address;

    fn next(&mut self) -> Option<Self::Item> {
        while self.at < self.text.len() {
            let at = self.at;
            self.at += 1;
            if let Some((range, destination)) = self.address_at(at) {
                self.at = range.end;
                self.taken = range.end;
                return Some((range, destination));
            }
        }
        None
    }
}

/// Whether an address may be in a text: most texts hold none, and this is soon seen.
pub(super) fn may_be_in(text: &str) -> bool {
    let mut dots = text.match_indices('.');
    text.contains('@') || text.contains("://") || dots.any(|(dot, _)| text[..dot].ends_with("www"))
}

/// Whether it begins with a letter or digit of any script, without `_` in its last two parts.
fn is_domain(domain: &str) -> bool {
    let domain = domain.trim_end_matches('.');
    let mut last = domain.rsplit('.').take(2);
    !domain.is_empty()
        && !domain.starts_with(['.', '-', '_'])
        && !last.any(|part| part.contains('_'))
}

/// An address without the punctuation of the sentence around it, without `)` that nothing in it
/// opens, and without what looks like an entity (`&copy;`).
fn trimmed(address: &str) -> &str {
    let count = |c| address.matches(c).count();
    let mut unopened = count(')').saturating_sub(count('('));
    let mut rest = address;
    loop {
        let shorter = match rest.as_bytes().last() {
            Some(b'?' | b'!' | b'.' | b',' | b':' | b'*' | b'_' | b'~' | b'\'' | b'"') => {
                &rest[..rest.len() - 1]
            }
            Some(b')') if unopened > 0 => {
                unopened -= 1;
                &rest[..rest.len() - 1]
            }
            Some(b';') => without_entity(&rest[..rest.len() - 1]),
            _ => return rest,
        };
        rest = shorter;
    }
}

/// Cuts `&name` off the end, if it stands there.
fn without_entity(address: &str) -> &str {
    let rest = address.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    match rest.strip_suffix('&') {
        Some(before) if rest.len() < address.len() => before,
        _ => address,
    }
}
