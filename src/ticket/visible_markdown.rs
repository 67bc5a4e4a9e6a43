//! Markdown that renders to nothing: comments, link definitions, and markup without text.
//!
//! This is not a parser, because the part of the bundle that validates a ticket contains none. A
//! line in doubt counts as visible. A property test compares the results with the parser.

use super::characters::{is_blank, is_invisible};

/// Number of leading spaces that make a line an indented code block (CommonMark, section 4.4).
const CODE_INDENTATION: usize = 4;

/// Named character references of invisible characters that people and editors write.
const INVISIBLE_REFERENCES: [&str; 12] = [
    "nbsp",
    "ensp",
    "emsp",
    "thinsp",
    "hairsp",
    "shy",
    "zwj",
    "zwnj",
    "lrm",
    "rlm",
    "NoBreak",
    "ZeroWidthSpace",
];

/// Returns `true` if a message in Markdown shows anything when it is rendered.
pub(super) fn is_visible(text: &str) -> bool {
    let mut state = State::Block;
    for line in text.lines() {
        match state.after(line) {
            Some(next) => state = next,
            None => return true,
        }
    }
    // Incomplete definitions and comments are shown as they were written.
    matches!(state, State::Destination | State::Comment)
}

/// State between the lines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// A new block can start.
    Block,
    /// In a paragraph of invisible characters. A definition cannot interrupt it.
    Paragraph,
    /// In a fenced code block: the character of its fence, and its length.
    Code(char, usize),
    /// In a comment of several lines.
    Comment,
    /// After `[label]:`, before the destination.
    Destination,
    /// After a destination, before the optional title.
    Title,
}

impl State {
    /// Returns the state after a line, or `None` if the line shows anything.
    fn after(self, line: &str) -> Option<Self> {
        match self {
            Self::Code(..) if is_blank(line) => return Some(self),
            Self::Code(mark, length) => {
                let (closing, count, info) = fence(without_indentation(line)?)?;
                // pulldown-cmark shows a fence that is followed by a tab, which CommonMark allows.
                let is_alone = info.trim_matches([' ', '\r']).is_empty();
                let is_closing = closing == mark && count >= length && is_alone;
                return is_closing.then_some(Self::Block);
            }
            Self::Comment => return after_comment(line),
            Self::Destination => {
                let content = without_indentation(line)?;
                let is_new_block = after_marker(content).is_some() || fence(content).is_some();
                return after_destination(content.trim()).filter(|_| !is_new_block);
            }
            Self::Title if is_title(line.trim()) => return Some(Self::Block),
            Self::Title | Self::Block | Self::Paragraph => {}
        }
        if line.trim().is_empty() {
            return Some(Self::Block);
        }
        if is_blank(line) {
            return Some(Self::Paragraph);
        }
        let block = Self::without_markers(line)?;
        // An empty list item cannot interrupt a paragraph, and a definition may be part of one.
        if block.has_markers && self != Self::Block {
            return None;
        }
        if block.content.trim().is_empty() {
            return Some(Self::Block);
        }
        if is_blank_in_markdown(block.content) {
            return Some(if block.is_heading {
                Self::Block
            } else {
                Self::Paragraph
            });
        }
        if block.is_heading {
            return None;
        }
        let content = block.content.trim_start_matches(is_invisible);
        if let Some(comment) = comment_start(content) {
            // A comment in a quote, a list or a paragraph may end with that block.
            let can_continue = !block.has_markers && block.content.starts_with('<');
            let is_one_line = comment.contains("-->");
            let after = after_comment(comment).filter(|_| is_one_line || can_continue);
            // After an invisible character, the comment is a part of a paragraph, which continues.
            let is_block = content.len() == block.content.len();
            return after.map(|state| if is_block { state } else { Self::Paragraph });
        }
        if let Some((mark, length, _)) = fence(block.content) {
            return Some(Self::Code(mark, length));
        }
        match link_label_end(block.content)?.trim() {
            _ if self == Self::Paragraph => None,
            "" => Some(Self::Destination),
            rest => after_destination(rest),
        }
    }

    /// Removes the markers of quotes, lists and headings at the start of a line. Returns `None` for
    /// indented code.
    fn without_markers(line: &str) -> Option<Block<'_>> {
        let mut block = Block {
            // Without white space at the end, which would be read again for each marker.
            content: line.trim_end(),
            has_markers: false,
            is_heading: false,
        };
        while !block.content.trim().is_empty() {
            let content = without_indentation(block.content)?;
            match after_marker(content) {
                Some(rest) if !block.is_heading => {
                    block.is_heading = content.starts_with('#');
                    block.has_markers = true;
                    block.content = rest;
                }
                _ => {
                    block.content = content.trim_end();
                    break;
                }
            }
        }
        Some(block)
    }
}

/// Line without the markers at its start.
struct Block<'a> {
    content: &'a str,
    has_markers: bool,
    is_heading: bool,
}

/// Returns the rest of a comment after `<!`, in a line that starts with one. In `<!-->`, the start
/// and the end share their hyphens.
fn comment_start(text: &str) -> Option<&str> {
    text.starts_with("<!--").then(|| &text[2..])
}

/// Returns the state after a line in a comment. Text after the end of the comment is shown.
///
/// A loop, not a recursion: a line may contain any number of comments.
fn after_comment(text: &str) -> Option<State> {
    let (mut text, mut is_first) = (text, true);
    loop {
        let Some((_, rest)) = text.split_once("-->") else {
            // The block of raw HTML ends with this line, even if a further comment does not.
            return is_first.then_some(State::Comment);
        };
        match comment_start(rest.trim_start()) {
            Some(comment) => (text, is_first) = (comment, false),
            None => return is_blank(rest).then_some(State::Block),
        }
    }
}

/// Removes up to three spaces. Returns `None` for indented code.
fn without_indentation(line: &str) -> Option<&str> {
    let content = line.trim_start_matches(' ');
    let is_code = line.len() - content.len() >= CODE_INDENTATION || content.starts_with('\t');
    (!is_code).then_some(content)
}

fn after_marker(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix('>') {
        return Some(rest.strip_prefix(' ').unwrap_or(rest));
    }
    let hashes = text.len() - text.trim_start_matches('#').len();
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = match (hashes, digits) {
        (1..=6, _) => &text[hashes..],
        (_, 1..=9) => text[digits..].strip_prefix(['.', ')'])?,
        _ => text.strip_prefix(['-', '+', '*'])?,
    };
    match rest.strip_prefix(' ') {
        Some(rest) => Some(rest),
        None => rest.is_empty().then_some(rest),
    }
}

/// Returns the character, the length and the rest of a fence, which opens or closes a code block
/// (CommonMark, section 4.5).
fn fence(line: &str) -> Option<(char, usize, &str)> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let info = line.trim_start_matches(mark);
    let length = line.len() - info.len();
    let is_fence = length >= 3 && !(mark == '`' && info.contains('`'));
    is_fence.then_some((mark, length, info))
}

/// Returns the text after `[label]:` of a link definition (CommonMark, section 4.7).
fn link_label_end(text: &str) -> Option<&str> {
    let (label, rest) = text.strip_prefix('[')?.split_once(']')?;
    let is_label = !is_blank(label) && !label.contains(['[', '\\']);
    is_label.then(|| rest.strip_prefix(':')).flatten()
}

/// Returns the state after a destination and an optional title in the same line, or `None` if the
/// line is not the rest of a definition.
fn after_destination(text: &str) -> Option<State> {
    if text.is_empty() {
        return None;
    }
    let (destination, rest) = match text.strip_prefix('<') {
        Some(inner) => inner.split_once('>')?,
        None => text.split_once([' ', '\t']).unwrap_or((text, "")),
    };
    let is_balanced = !destination.contains(['(', ')', '<', '\\']);
    let is_separated = rest.is_empty() || rest.starts_with([' ', '\t']) || !text.starts_with('<');
    match rest.trim() {
        _ if !is_balanced || !is_separated => None,
        "" => Some(State::Title),
        title => is_title(title).then_some(State::Block),
    }
}

/// Returns `true` for a complete title in quotation marks or parentheses.
fn is_title(text: &str) -> bool {
    let inner = [('"', '"'), ('\'', '\''), ('(', ')')]
        .into_iter()
        .find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close));
    inner.is_some_and(|inner| !inner.contains(['"', '\'', '(', ')', '\\']))
}

/// Returns `true` if the text contains only invisible characters and references to them.
fn is_blank_in_markdown(text: &str) -> bool {
    let mut rest = text;
    while let Some((before, reference)) = rest.split_once('&') {
        let Some((name, after)) = reference.split_once(';') else {
            return false;
        };
        if !is_blank(before) || !is_invisible_reference(name) {
            return false;
        }
        rest = after;
    }
    is_blank(rest)
}

/// Returns `true` for the name or number of an invisible character.
fn is_invisible_reference(name: &str) -> bool {
    let Some(number) = name.strip_prefix('#') else {
        return INVISIBLE_REFERENCES.contains(&name);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    let character = code.ok().and_then(char::from_u32);
    // CommonMark replaces NUL with a visible character.
    character.is_some_and(|c| c != '\0' && is_invisible(c))
}
