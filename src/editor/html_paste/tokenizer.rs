//! Splits HTML into tags and text, as the [tokenization](https://html.spec.whatwg.org/#tokenization)
//! of the HTML Standard does. Comments, doctypes and processing instructions are dropped.

use super::html_node::ATTRIBUTES;

/// Elements whose content is never shown and contains no tags.
const RAW_TEXT: [&str; 5] = ["iframe", "noembed", "noframes", "script", "style"];

/// A part of HTML.
pub(super) enum Token<'a> {
    /// Text in which character references are not decoded.
    Text(&'a str),
    /// A start tag.
    Start(StartTag<'a>),
    /// An end tag with its name in lower case.
    End(String),
}

/// A start tag, or an end tag, whose attributes are meaningless.
pub(super) struct StartTag<'a> {
    /// Name in lower case.
    pub(super) name: String,
    /// The attributes that are [used](ATTRIBUTES), with references that are not decoded.
    pub(super) attributes: Vec<(&'static str, &'a str)>,
    /// `true` for `<a/>`.
    pub(super) is_self_closing: bool,
}

/// Iterates over the tokens of HTML.
pub(super) struct Tokenizer<'a> {
    rest: &'a str,
}

impl<'a> Tokenizer<'a> {
    pub(super) const fn new(html: &'a str) -> Self {
        Self { rest: html }
    }

    /// Removes the rest up to the end of the first occurrence of `end`, and returns the text before
    /// the occurrence. Without one, removes and returns all of the rest.
    fn take_until(&mut self, end: &str) -> &'a str {
        let (before, after) = self.rest.split_once(end).unwrap_or((self.rest, ""));
        self.rest = after;
        before
    }

    /// Removes the leading characters that match, and returns them.
    fn take_while(&mut self, matches: fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !matches(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    /// Reads the token that starts with a `<`. Returns `None` for markup that is dropped.
    fn markup(&mut self) -> Option<Token<'a>> {
        let after = &self.rest[1..];
        let starts_name = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic());
        if starts_name(after) {
            self.rest = after;
            let tag = self.tag()?;
            if RAW_TEXT.contains(&tag.name.as_str()) {
                self.skip_raw_text(&tag.name);
            }
            return Some(Token::Start(tag));
        }
        match after.strip_prefix('/') {
            Some(name) if starts_name(name) => {
                self.rest = name;
                return self.tag().map(|tag| Token::End(tag.name));
            }
            None if !after.starts_with(['!', '?']) => {
                self.rest = after;
                return Some(Token::Text("<"));
            }
            _ => {}
        }
        match after.strip_prefix("!--") {
            Some(comment) if !comment.starts_with('>') && !comment.starts_with("->") => {
                self.rest = comment;
                self.take_until("-->");
            }
            _ => {
                self.take_until(">");
            }
        }
        None
    }

    /// Reads a tag after its `<`. A tag without an end is dropped.
    fn tag(&mut self) -> Option<StartTag<'a>> {
        let name = self.take_while(|c| !is_space(c) && !"/>".contains(c));
        let mut tag = StartTag {
            name: name.to_ascii_lowercase(),
            attributes: Vec::new(),
            is_self_closing: false,
        };
        loop {
            let gap = self.take_while(|c| is_space(c) || c == '/');
            if self.rest.is_empty() {
                return None;
            }
            if let Some(rest) = self.rest.strip_prefix('>') {
                self.rest = rest;
                tag.is_self_closing = gap.ends_with('/');
                break;
            }
            let (name, value) = self.attribute();
            let used = ATTRIBUTES
                .iter()
                .find(|used| used.eq_ignore_ascii_case(name));
            // The first of several attributes with the same name counts.
            if let Some(used) = used.filter(|used| tag.attributes.iter().all(|(n, _)| n != *used)) {
                tag.attributes.push((used, value));
            }
        }
        Some(tag)
    }

    /// Reads the name and the value of an attribute.
    fn attribute(&mut self) -> (&'a str, &'a str) {
        let start = self.rest;
        // A `=` at the start is part of the name.
        self.rest = self.rest.strip_prefix('=').unwrap_or(self.rest);
        self.take_while(|c| !is_space(c) && !"/>=".contains(c));
        let name = &start[..start.len() - self.rest.len()];
        self.take_while(is_space);
        let Some(value) = self.rest.strip_prefix('=') else {
            return (name, "");
        };
        self.rest = value;
        self.take_while(is_space);
        let quote = ["\"", "'"]
            .into_iter()
            .find(|quote| self.rest.starts_with(quote));
        let value = match quote {
            Some(quote) => {
                self.rest = &self.rest[1..];
                self.take_until(quote)
            }
            None => self.take_while(|c| !is_space(c) && c != '>'),
        };
        (name, value)
    }

    /// Skips the content of an element that contains no tags, up to its end tag.
    fn skip_raw_text(&mut self, name: &str) {
        let starts_end_tag = |(start, _): &(usize, &str)| {
            let end_name = self.rest.get(start + 2..start + 2 + name.len());
            end_name.is_some_and(|end_name| end_name.eq_ignore_ascii_case(name))
        };
        let end_tag = self.rest.match_indices("</").find(starts_end_tag);
        self.rest = end_tag.map_or("", |(start, _)| &self.rest[start..]);
    }
}

impl<'a> Iterator for Tokenizer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        while !self.rest.is_empty() {
            let text = self.take_while(|c| c != '<');
            if !text.is_empty() {
                return Some(Token::Text(text));
            }
            if let Some(token) = self.markup() {
                return Some(token);
            }
        }
        None
    }
}

/// Returns `true` for [white space](https://infra.spec.whatwg.org/#ascii-whitespace) of HTML.
pub(super) const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\x0c' | '\r')
}
