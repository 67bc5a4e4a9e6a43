//! Links: `[text](destination)`.

use std::{borrow::Cow, ops::Range};

use super::{
    change::Change, delimiters::is_escaped, inline_code::is_in_code, selection::Selection,
    word::word_at,
};

/// Placeholder for the destination of a new link.
const PLACEHOLDER: &str = "url";

/// A link in a text.
pub(super) struct Link {
    whole: Range<usize>,
    text: Range<usize>,
    destination: Range<usize>,
}

/// Turns the selection into a link, or removes the link around it.
pub(super) fn toggle(selection: &Selection) -> Change {
    if let Some(link) = link_around(selection) {
        return remove_link(selection, &link);
    }
    let part = match selection.is_caret() {
        true => word_at(selection.text(), selection.range().start),
        false => selection.trimmed_range(),
    };
    let selected = &selection.text()[part.clone()];
    if is_url(selected) {
        return insert_link(part, "", &escape_destination(selected), SelectAfter::Text);
    }
    let select = if part.is_empty() {
        SelectAfter::Text
    } else {
        SelectAfter::Destination
    };
    insert_link(part.clone(), &escape_text(selected), PLACEHOLDER, select)
}

/// Turns the selection into a link to a pasted URL and places the caret after it. Returns `None` if
/// the selection is a URL, code, within a link, or several paragraphs.
#[must_use]
pub fn paste_url(url: &str, selection: &Selection) -> Option<Change> {
    let url = url.trim();
    let part = selection.trimmed_range();
    let selected = &selection.text()[part.clone()];
    let can_link = is_url(url) && !part.is_empty() && !selected.contains("\n\n");
    if !can_link || is_url(selected) || is_in_code(selection) || link_around(selection).is_some() {
        return None;
    }
    let (text, destination) = (escape_text(selected), escape_destination(url));
    Some(insert_link(part, &text, &destination, SelectAfter::End))
}

/// Returns the innermost link that contains the whole selection.
pub(super) fn link_around(selection: &Selection) -> Option<Link> {
    let (paragraph, range) = (paragraph_range(selection), selection.range());
    let mut links = find_links(selection.text(), paragraph).into_iter();
    links.find(|link| {
        let is_inside = link.whole.start <= range.start && range.end <= link.whole.end;
        is_inside && !is_caret_at_edge(&link.whole, &range)
    })
}

/// The part of a new link that is selected.
#[derive(PartialEq, Eq)]
enum SelectAfter {
    Text,
    Destination,
    /// A caret after the link.
    End,
}

fn insert_link(range: Range<usize>, text: &str, destination: &str, select: SelectAfter) -> Change {
    let insert = format!("[{text}]({destination})");
    let text_start = range.start + "[".len();
    let destination_start = text_start + text.len() + "](".len();
    let end = range.start + insert.len();
    let selection = match select {
        SelectAfter::Text => text_start..text_start + text.len(),
        SelectAfter::Destination => destination_start..destination_start + destination.len(),
        SelectAfter::End => end..end,
    };
    Change {
        range,
        insert,
        selection,
    }
}

/// Replaces a link with its text, or with its destination if the text is empty and the destination
/// is not the placeholder.
fn remove_link(selection: &Selection, link: &Link) -> Change {
    let text = &selection.text()[link.text.clone()];
    let destination = &selection.text()[link.destination.clone()];
    let unescaped = unescape_brackets(text);
    let insert = if text.is_empty() && destination != PLACEHOLDER {
        destination.to_owned()
    } else if has_balanced_brackets(&unescaped) {
        text.to_owned()
    } else {
        unescaped
    };
    let start = link.whole.start;
    Change {
        range: link.whole.clone(),
        selection: start..start + insert.len(),
        insert,
    }
}

/// Escapes the brackets of a link text if they are not balanced: they would end the text early.
fn escape_text(selected: &str) -> Cow<'_, str> {
    if has_balanced_brackets(selected) {
        Cow::Borrowed(selected)
    } else {
        Cow::Owned(selected.replace('[', "\\[").replace(']', "\\]"))
    }
}

fn unescape_brackets(text: &str) -> String {
    text.replace("\\[", "[").replace("\\]", "]")
}

/// Returns `true` if the unescaped brackets are balanced.
fn has_balanced_brackets(text: &str) -> bool {
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

/// Returns `true` if a text is a single web or `mailto:` URL.
fn is_url(text: &str) -> bool {
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

/// Returns the range from the blank line before the selection to the one after it.
fn paragraph_range(selection: &Selection) -> Range<usize> {
    let (text, range) = (selection.text(), selection.range());
    let start = text[..range.start].rfind("\n\n").map_or(0, |end| end + 2);
    let end = text[range.end..].find("\n\n");
    start..end.map_or(text.len(), |end| range.end + end)
}

/// Returns the links in a range of a text, inner ones before outer ones.
fn find_links(text: &str, range: Range<usize>) -> Vec<Link> {
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

/// Returns `true` for a caret directly before or after a link, where the caret is outside the link.
fn is_caret_at_edge(whole: &Range<usize>, range: &Range<usize>) -> bool {
    range.is_empty() && (range.start == whole.start || range.end == whole.end)
}
