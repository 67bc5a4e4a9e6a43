//! Autolinks: bare URLs and email addresses in text, by the rules of GFM's
//! [extended autolinks][gfm] and, if the rules leave a choice, like its reference implementation.
//!
//! The search runs on text whose entities and escapes are decoded and whose emphasis is already
//! parsed. `mask_urls` first runs the search on the source, so that delimiters in a URL do not
//! become emphasis.
//!
//! Unlike in the reference implementation, a URL ends at punctuation of Chinese, Japanese and
//! Korean and at typographic quotation marks. Chinese and Japanese have no space after a URL, so
//! the link would otherwise contain the rest of the sentence. Browsers percent-encode these
//! characters in the URLs that they copy.
//!
//! [gfm]: https://github.github.com/gfm/#autolinks-extension-

use std::ops::Range;

/// An autolink.
pub(super) struct Autolink {
    /// Range in the text, in bytes.
    pub range: Range<usize>,
    /// Destination of the link.
    pub destination: String,
}

/// Iterator over the autolinks in text, in order.
pub(super) struct Autolinks<'a> {
    text: &'a str,
    /// The character before the text, unless the text starts a line.
    char_before_text: Option<char>,
    /// Offset at which the search continues.
    position: usize,
    /// End of the last autolink.
    last_end: usize,
}

impl<'a> Autolinks<'a> {
    /// Searches text that is preceded by `char_before_text`.
    pub(super) const fn new(text: &'a str, char_before_text: Option<char>) -> Self {
        Self {
            text,
            char_before_text,
            position: 0,
            last_end: 0,
        }
    }

    /// Returns the autolink that starts at `offset`, or the email address around an `@` there.
    fn autolink_at(&mut self, offset: usize) -> Option<Autolink> {
        match self.text.as_bytes()[offset] {
            b'h' | b'H' | b'f' | b'F' => self.url_at(offset),
            b'w' => self.www_at(offset),
            b'@' => self.email_around(offset),
            _ => None,
        }
    }

    /// Parses a URL: `http://`, `https://` or `ftp://`, a domain (a single label is enough:
    /// `localhost`) and a path.
    fn url_at(&self, start: usize) -> Option<Autolink> {
        let rest = &self.text.as_bytes()[start..];
        let scheme = ["http://", "https://", "ftp://"]
            .into_iter()
            .find(|scheme| {
                rest.get(..scheme.len())
                    .is_some_and(|found| found.eq_ignore_ascii_case(scheme.as_bytes()))
            })?;
        if self
            .char_before(start)
            .is_some_and(|c| c.is_ascii_alphabetic())
        {
            return None;
        }
        let domain = self.domain_at(start + scheme.len());
        if !is_valid_domain(&self.text[domain.clone()]) {
            return None;
        }
        Some(self.with_path(start..domain.end, ""))
    }

    /// Parses `www.`, a domain and a path.
    fn www_at(&mut self, start: usize) -> Option<Autolink> {
        let may_start_here = self
            .char_before(start)
            .is_none_or(|c| c.is_whitespace() || "*_~(".contains(c));
        if !may_start_here || !self.text[start..].starts_with("www.") {
            return None;
        }
        let domain = self.domain_at(start);
        if !is_valid_domain(&self.text[start + "www.".len()..domain.end]) {
            // A later `www.` of this domain usually fails, too: the last two labels are the same.
            self.position = domain.end;
            return None;
        }
        Some(self.with_path(start..domain.end, "http://"))
    }

    /// Parses the email address around an `@`.
    fn email_around(&self, at_sign: usize) -> Option<Autolink> {
        let bytes = self.text.as_bytes();
        let is_local = |byte: &&u8| byte.is_ascii_alphanumeric() || b".+-_".contains(byte);
        let local = bytes[self.last_end..at_sign].iter().rev();
        let start = at_sign - local.take_while(is_local).count();
        let is_host = |byte: &&u8| byte.is_ascii_alphanumeric() || b".-_".contains(byte);
        let host_len = bytes[at_sign + 1..].iter().take_while(is_host).count();
        let host = self.text[at_sign + 1..at_sign + 1 + host_len].trim_end_matches('.');
        let end = at_sign + 1 + host.len();
        let is_valid = start < at_sign
            && host.contains('.')
            && !host.split('.').any(str::is_empty)
            && !host.ends_with(['-', '_'])
            && bytes.get(end) != Some(&b'@');
        if !is_valid {
            return None;
        }
        Some(Autolink {
            range: start..end,
            destination: format!("mailto:{}", &self.text[start..end]),
        })
    }

    /// Extends `origin` to the next white space, control character, wide punctuation or `<`, and
    /// removes trailing punctuation.
    fn with_path(&self, origin: Range<usize>, scheme: &str) -> Autolink {
        let ends_path =
            |c: char| c == '<' || c.is_whitespace() || c.is_control() || is_wide_punctuation(c);
        let path = &self.text[origin.end..];
        let longest_end = origin.end + path.find(ends_path).unwrap_or(path.len());
        let url = trim_url(&self.text[origin.start..longest_end]);
        Autolink {
            range: origin.start..origin.start + url.len(),
            destination: format!("{scheme}{url}"),
        }
    }

    fn char_before(&self, offset: usize) -> Option<char> {
        let before = self.text[..offset].chars().next_back();
        before.or(self.char_before_text)
    }

    /// Returns the longest run of characters that are allowed in a domain.
    fn domain_at(&self, start: usize) -> Range<usize> {
        let is_non_ascii = |c: char| {
            !c.is_ascii() && !c.is_whitespace() && !c.is_control() && !is_wide_punctuation(c)
        };
        let is_domain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c) || is_non_ascii(c);
        let rest = &self.text[start..];
        start..start + rest.find(|c| !is_domain(c)).unwrap_or(rest.len())
    }
}

impl Iterator for Autolinks<'_> {
    type Item = Autolink;

    fn next(&mut self) -> Option<Self::Item> {
        while self.position < self.text.len() {
            let offset = self.position;
            self.position += 1;
            if let Some(link) = self.autolink_at(offset) {
                self.position = link.range.end;
                self.last_end = link.range.end;
                return Some(link);
            }
        }
        None
    }
}

/// Returns `true` for punctuation of Chinese, Japanese and Korean, and for typographic quotation
/// marks. The full stops `。`, `．` and `｡` also separate labels of domains (UTS #46), but are typed
/// after a URL far more often.
const fn is_wide_punctuation(c: char) -> bool {
    matches!(
        c,
        '\u{2018}'..='\u{201F}' | '\u{2026}' | '\u{2039}' | '\u{203A}' | '«' | '»'
            | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301F}'
            | '！'..='／' | '：'..='＠' | '［'..='｀' | '｛'..='･'
    )
}

/// Returns `true` for the punctuation of sentences in scripts other than Latin, Chinese and
/// Japanese: Armenian, Hebrew, Arabic, Syriac, Indic, Tibetan, Myanmar, Ethiopic, Khmer and
/// Mongolian (a part of Terminal_Punctuation of Unicode 17.0, PropList.txt).
const fn is_sentence_punctuation(c: char) -> bool {
    matches!(
        c,
        '\u{589}' | '\u{5C3}' | '\u{60C}' | '\u{61B}' | '\u{61F}' | '\u{6D4}'
            | '\u{700}'..='\u{70A}' | '\u{964}' | '\u{965}' | '\u{F0D}'..='\u{F12}'
            | '\u{104A}' | '\u{104B}' | '\u{1361}'..='\u{1368}' | '\u{17D4}'..='\u{17D6}'
            | '\u{1802}'..='\u{1805}'
    )
}

/// Returns `true` if the text may contain an autolink. A fast check: most text contains none.
pub(super) fn may_contain_autolink(text: &str) -> bool {
    let mut dots = text.match_indices('.');
    text.contains('@') || text.contains("://") || dots.any(|(dot, _)| text[..dot].ends_with("www"))
}

/// Returns `true` if the domain is not empty, does not start with `.`, `-` or `_`, and has no `_`
/// in its last two labels.
fn is_valid_domain(domain: &str) -> bool {
    let domain = domain.trim_end_matches('.');
    let mut last_labels = domain.rsplit('.').take(2);
    !domain.is_empty()
        && !domain.starts_with(['.', '-', '_'])
        && !last_labels.any(|label| label.contains('_'))
}

/// Removes from the end of a URL: punctuation of the surrounding sentence (ASCII, and
/// [`is_sentence_punctuation`] for scripts that put a space after it), each unmatched `)` and `]`,
/// and text that looks like an entity (`&copy;`).
///
/// GFM's rules keep a `]`. In messages, it ends a bracket around the URL: `[see https://example.com/a]`.
fn trim_url(url: &str) -> &str {
    let unmatched = |open, close| {
        let count = |c: char| url.matches(c).count();
        count(close).saturating_sub(count(open))
    };
    let (mut unmatched_parens, mut unmatched_brackets) = (unmatched('(', ')'), unmatched('[', ']'));
    let mut trimmed = url;
    loop {
        trimmed = trimmed.trim_end_matches(is_sentence_punctuation);
        trimmed = match trimmed.as_bytes().last() {
            Some(b'?' | b'!' | b'.' | b',' | b':' | b'*' | b'_' | b'~' | b'\'' | b'"') => {
                &trimmed[..trimmed.len() - 1]
            }
            Some(b')') if unmatched_parens > 0 => {
                unmatched_parens -= 1;
                &trimmed[..trimmed.len() - 1]
            }
            Some(b']') if unmatched_brackets > 0 => {
                unmatched_brackets -= 1;
                &trimmed[..trimmed.len() - 1]
            }
            Some(b';') => trim_entity_name(&trimmed[..trimmed.len() - 1]),
            _ => return trimmed,
        };
    }
}

/// Removes a trailing `&name`, if there is one.
fn trim_entity_name(url: &str) -> &str {
    let without_name = url.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    match without_name.strip_suffix('&') {
        Some(before) if without_name.len() < url.len() => before,
        _ => url,
    }
}
