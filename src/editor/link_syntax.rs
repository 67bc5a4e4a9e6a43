//! Syntax of links: `[text](destination)`.

use std::{borrow::Cow, ops::Range};

use super::code_spans::is_escaped;

/// A link in Markdown.
pub(super) struct Link {
    pub(super) whole: Range<usize>,
    pub(super) text: Range<usize>,
    pub(super) destination: Range<usize>,
}

/// Escapes the brackets of a link text if they are not balanced: they would end it early.
pub(super) fn escape_text(selected: &str) -> Cow<'_, str> {
    if has_balanced_brackets(selected) {
        return Cow::Borrowed(selected);
    }
    let mut escaped = String::with_capacity(selected.len());
    for (offset, c) in selected.char_indices() {
        if "[]".contains(c) && !is_escaped(selected, offset) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    Cow::Owned(escaped)
}

/// Removes the escapes of a link text that [`escape_text`] may have added.
pub(super) fn unescape_text(text: &str) -> Cow<'_, str> {
    let unescaped = text.replace("\\[", "[").replace("\\]", "]");
    if has_balanced_brackets(&unescaped) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(unescaped)
    }
}

/// Returns `true` if the unescaped brackets are balanced.
pub(super) fn has_balanced_brackets(text: &str) -> bool {
    let mut open = 0_usize;
    for (offset, c) in text.char_indices().filter(|(_, c)| "[]".contains(*c)) {
        match c {
            _ if is_escaped(text, offset) => {}
            '[' => open += 1,
            _ if open == 0 => return false,
            _ => open -= 1,
        }
    }
    open == 0
}

/// Returns `true` if the text is a single web or `mailto:` URL.
pub(super) fn is_url(text: &str) -> bool {
    let schemes = ["http://", "https://", "mailto:"];
    let has_scheme = |scheme: &&str| {
        let start = text.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme)) && text.len() > scheme.len()
    };
    let is_forbidden = |c: char| c.is_whitespace() || c.is_control();
    schemes.iter().any(has_scheme) && !text.contains(is_forbidden)
}

/// Percent-encodes the characters that would end a link destination early.
pub(super) fn escape_destination(url: &str) -> String {
    let has_balanced_parens = has_balanced_parens(url);
    let mut escaped = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '(' if !has_balanced_parens => escaped.push_str("%28"),
            ')' if !has_balanced_parens => escaped.push_str("%29"),
            '<' => escaped.push_str("%3C"),
            '>' => escaped.push_str("%3E"),
            '\\' => escaped.push_str("%5C"),
            ' ' => escaped.push_str("%20"),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// Returns `true` if the parentheses are balanced and nested less than ten deep, which every parser
/// supports.
fn has_balanced_parens(url: &str) -> bool {
    let mut depth = 0_usize;
    for c in url.chars() {
        let next = match c {
            '(' => Some(depth + 1),
            ')' => depth.checked_sub(1),
            _ => Some(depth),
        };
        match next {
            Some(next) if next < 10 => depth = next,
            _ => return false,
        }
    }
    depth == 0
}

/// Returns the links in a range of the text, inner ones before outer ones.
pub(super) fn find_links(text: &str, range: Range<usize>) -> Vec<Link> {
    let mut links = Vec::new();
    let mut open_brackets: Vec<usize> = Vec::new();
    let mut open_parens: Vec<(usize, Option<Range<usize>>)> = Vec::new();
    let mut link_text: Option<Range<usize>> = None;
    for offset in range {
        match text.as_bytes()[offset] {
            b'[' | b']' if is_escaped(text, offset) => {}
            b'[' => open_brackets.push(offset),
            b']' => link_text = open_brackets.pop().map(|open| open + 1..offset),
            b'(' => {
                let adjacent_text = link_text.take().filter(|text| text.end + 1 == offset);
                open_parens.push((offset, adjacent_text));
            }
            b')' => links.extend(
                open_parens
                    .pop()
                    .and_then(|(open, link_text)| Some(new_link(link_text?, open + 1..offset))),
            ),
            b'\n' => open_parens.clear(),
            _ => {}
        }
    }
    links
}

const fn new_link(text: Range<usize>, destination: Range<usize>) -> Link {
    Link {
        whole: text.start - 1..destination.end + 1,
        text,
        destination,
    }
}
