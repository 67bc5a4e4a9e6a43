//! Writes the line breaks of paragraphs as hard breaks.

use std::{borrow::Cow, ops::Range};

use pulldown_cmark::{Event, TagEnd};

use super::{parse::read_events, parser_options::new_parser, tree_builder::is_hard_break};
use crate::rules::Markdown;

/// Maximum size of text that is changed, in bytes. The parser needs about 60 times the size of a
/// text that consists of short lines.
const MAX_BYTES: usize = 1 << 19;

/// Writes each line break of a paragraph as a hard break of CommonMark (section 6.7): two spaces
/// before the line feed. They are invisible in plain text. Renderers that show a single line break
/// as one, like GitHub's, and renderers that show it as a space, like CommonMark's, then show the same.
///
/// Code, tables, HTML, headings and link definitions are unchanged, and so is text of more than
/// 512 KiB. The function is idempotent.
///
/// ```
/// use open_ticket::{markdown::with_hard_breaks, rules::Markdown};
///
/// let text = "Hello\nsecond line\n\n```\nlet a;\nlet b;\n```";
/// let written = with_hard_breaks(text, Markdown::default());
/// assert_eq!(written, "Hello  \nsecond line\n\n```\nlet a;\nlet b;\n```");
/// ```
#[must_use]
pub fn with_hard_breaks(text: &str, allowed: Markdown) -> Cow<'_, str> {
    if text.len() > MAX_BYTES || !text.contains(['\n', '\r']) {
        return Cow::Borrowed(text);
    }
    let mut written = String::new();
    let mut end_of_last = 0;
    // Number of open elements whose line breaks stay as they are.
    let mut excluded_depth = 0_usize;
    read_events(new_parser(text, allowed), text, allowed, |event, source| {
        match event {
            Event::Start(tag) if is_excluded(tag.to_end()) => excluded_depth += 1,
            Event::End(tag) if is_excluded(tag) => excluded_depth -= 1,
            Event::SoftBreak | Event::HardBreak if excluded_depth == 0 => {
                if let Some((line_end, spaces)) = missing_spaces(text, &source) {
                    written.push_str(&text[end_of_last..line_end]);
                    written.push_str(spaces);
                    end_of_last = line_end;
                }
            }
            _ => {}
        }
        true
    });
    if end_of_last == 0 {
        return Cow::Borrowed(text);
    }
    written.push_str(&text[end_of_last..]);
    Cow::Owned(written)
}

/// Returns the end of the line before a break, and the missing spaces. `None` if none are missing.
fn missing_spaces(text: &str, source: &Range<usize>) -> Option<(usize, &'static str)> {
    if is_hard_break(&text[source.clone()]) {
        return None;
    }
    let line_end = source.start + text[source.clone()].find(['\n', '\r'])?;
    let spaces = if text[..line_end].ends_with(' ') {
        " "
    } else {
        "  "
    };
    Some((line_end, spaces))
}

/// Returns `true` for elements whose line breaks stay as they are.
const fn is_excluded(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Heading(_) | TagEnd::Image | TagEnd::Table)
}
