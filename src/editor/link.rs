//! Links.

use std::{borrow::Cow, ops::Range};

use super::{Change, Selected, code::is_in_code, spans::is_escaped, word};

/// What stands for an address until the person writes it.
const PLACEHOLDER: &str = "url";

/// A link in a text: `[text](address)`.
pub(super) struct Link {
    whole: Range<usize>,
    text: Range<usize>,
    address: Range<usize>,
}

/// Makes a link of what is selected, or takes the link away that it lies in.
pub(super) fn apply(at: &Selected) -> Change {
    if let Some(link) = around(at) {
        return unlinked(at, &link);
    }
    let part = match at.is_caret() {
        true => word::around(at.text(), at.range().start),
        false => at.trimmed(),
    };
    let selected = &at.text()[part.clone()];
    if is_url(selected) {
        return change(part, "", &address_of(selected), Goal::Text);
    }
    let goal = if part.is_empty() {
        Goal::Text
    } else {
        Goal::Address
    };
    change(part.clone(), &text_of(selected), PLACEHOLDER, goal)
}

/// A URL pasted on a selection makes a link of it, unless that is a URL itself, code, in a link
/// already, or of several paragraphs. The caret comes to stand behind it.
#[must_use]
pub fn paste_url(url: &str, at: &Selected) -> Option<Change> {
    let url = url.trim();
    let part = at.trimmed();
    let selected = &at.text()[part.clone()];
    let links = is_url(url) && !part.is_empty() && !selected.contains("\n\n");
    if !links || is_url(selected) || is_in_code(at) || around(at).is_some() {
        return None;
    }
    let text = text_of(selected);
    Some(change(part, &text, &address_of(url), Goal::Behind))
}

/// The innermost link that the whole selection lies in.
pub(super) fn around(at: &Selected) -> Option<Link> {
    let (window, range) = (paragraph(at), at.range());
    let mut links = links(at.text(), window).into_iter();
    links.find(|link| {
        let inside = link.whole.start <= range.start && range.end <= link.whole.end;
        inside && !is_at_edge(&link.whole, &range)
    })
}

/// What is selected once a link is made.
#[derive(PartialEq, Eq)]
enum Goal {
    Text,
    Address,
    Behind,
}

fn change(range: Range<usize>, text: &str, address: &str, goal: Goal) -> Change {
    let insert = format!("[{text}]({address})");
    let text_start = range.start + 1;
    let start = text_start + text.len() + 2;
    let end = range.start + insert.len();
    let selection = match goal {
        Goal::Text => text_start..text_start + text.len(),
        Goal::Address => start..start + address.len(),
        Goal::Behind => end..end,
    };
    Change {
        range,
        insert,
        selection,
    }
}

/// The link's text, or its address if there is no text and it is one.
fn unlinked(at: &Selected, link: &Link) -> Change {
    let (text, address) = (
        &at.text()[link.text.clone()],
        &at.text()[link.address.clone()],
    );
    let kept = if text.is_empty() && address != PLACEHOLDER {
        address.to_owned()
    } else if is_paired(&without_escapes(text)) {
        text.to_owned()
    } else {
        without_escapes(text)
    };
    let start = link.whole.start;
    Change {
        range: link.whole.clone(),
        selection: start..start + kept.len(),
        insert: kept,
    }
}

/// A text as it is written in a link: brackets that do not pair up would end it early.
fn text_of(selected: &str) -> Cow<'_, str> {
    if is_paired(selected) {
        Cow::Borrowed(selected)
    } else {
        Cow::Owned(selected.replace('[', "\\[").replace(']', "\\]"))
    }
}

fn without_escapes(text: &str) -> String {
    text.replace("\\[", "[").replace("\\]", "]")
}

/// Whether each `]` has its `[`, as far as neither is escaped.
fn is_paired(text: &str) -> bool {
    let mut open = 0_usize;
    for (at, c) in text.char_indices().filter(|(_, c)| "[]".contains(*c)) {
        match c {
            _ if is_escaped(text, at) => {}
            '[' => open += 1,
            _ if open == 0 => return false,
            _ => open -= 1,
        }
    }
    open == 0
}

/// Whether a text is one address of the web or of a mailbox.
fn is_url(text: &str) -> bool {
    let schemes = ["http://", "https://", "mailto:"];
    let has = |scheme: &&str| {
        let start = text.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme)) && text.len() > scheme.len()
    };
    let foreign = |c: char| c.is_whitespace() || c.is_control();
    schemes.iter().any(has) && !text.contains(foreign)
}

/// An address as it is written in a link: what would end it early is encoded.
pub(super) fn address_of(url: &str) -> String {
    let balanced = is_balanced(url);
    let mut address = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '(' if !balanced => address.push_str("%28"),
            ')' if !balanced => address.push_str("%29"),
            '<' => address.push_str("%3C"),
            '>' => address.push_str("%3E"),
            '\\' => address.push_str("%5C"),
            ' ' => address.push_str("%20"),
            _ => address.push(c),
        }
    }
    address
}

/// Whether each `)` has its `(`, none too deep for any reader.
fn is_balanced(url: &str) -> bool {
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

/// From the blank line before the selection to the one behind it.
fn paragraph(at: &Selected) -> Range<usize> {
    let (text, range) = (at.text(), at.range());
    let start = text[..range.start].rfind("\n\n").map_or(0, |at| at + 2);
    let end = text[range.end..].find("\n\n");
    start..end.map_or(text.len(), |end| range.end + end)
}

/// The links in a part of a text, those within before those around.
fn links(text: &str, window: Range<usize>) -> Vec<Link> {
    let mut found = Vec::new();
    let mut brackets: Vec<usize> = Vec::new();
    let mut parens: Vec<(usize, Option<Range<usize>>)> = Vec::new();
    let mut label: Option<Range<usize>> = None;
    for at in window {
        match text.as_bytes()[at] {
            b'[' | b']' if is_escaped(text, at) => {}
            b'[' => brackets.push(at),
            b']' => label = brackets.pop().map(|open| open + 1..at),
            b'(' => parens.push((at, label.take().filter(|label| label.end + 1 == at))),
            b')' => found.extend(
                parens
                    .pop()
                    .and_then(|(open, label)| Some(link(label?, open + 1..at))),
            ),
            b'\n' => parens.clear(),
            _ => {}
        }
    }
    found
}

const fn link(text: Range<usize>, address: Range<usize>) -> Link {
    Link {
        whole: text.start - 1..address.end + 1,
        text,
        address,
    }
}

/// A caret before or behind a link is not in it.
fn is_at_edge(whole: &Range<usize>, range: &Range<usize>) -> bool {
    range.is_empty() && (range.start == whole.start || range.end == whole.end)
}
