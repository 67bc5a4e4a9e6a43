//! Help of a custom field: plain text with links.

use crate::ticket::{EmailAddress, is_blank};
use crate::url::{MAX_LINK_BYTES, is_linkable};

/// Part of the help of a custom field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HelpPart<'a> {
    /// Plain text.
    Text(&'a str),
    /// A link.
    Link {
        /// Visible text, which is not blank.
        text: &'a str,
        /// `http`, `https` or `mailto` URL.
        url: &'a str,
    },
}

/// Splits help into text and links, in linear time.
///
/// A link has the syntax of Markdown's inline links (CommonMark 0.31.2, section 6.3), without a
/// title: `[text](url)`. Its text contains no brackets, and the parentheses in its URL are balanced.
/// Everything else is text, including a link whose URL cannot be linked.
#[must_use]
pub fn help_parts(help: &str) -> Vec<HelpPart<'_>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (middle, _) in help.match_indices("](") {
        // `None` for a `](` in the URL of the last link.
        let before = help.get(start..middle);
        let after = help.get(middle + 2..);
        let Some((before, text, url)) = before.zip(after).and_then(parse_link) else {
            continue;
        };
        push_text(&mut parts, before);
        parts.push(HelpPart::Link { text, url });
        start = middle + "](".len() + url.len() + ")".len();
    }
    push_text(&mut parts, help.get(start..).unwrap_or_default());
    parts
}

fn push_text<'a>(parts: &mut Vec<HelpPart<'a>>, text: &'a str) {
    if !text.is_empty() {
        parts.push(HelpPart::Text(text));
    }
}

/// Parses a link at a `](`. Returns the text before the link, its text and its URL.
fn parse_link<'a>((before, after): (&'a str, &'a str)) -> Option<(&'a str, &'a str, &'a str)> {
    let (before, text) = before.split_at(before.rfind(['[', ']'])?);
    let text = text.strip_prefix('[').filter(|text| !is_blank(text))?;
    let mut depth = 0_usize;
    // A longer URL is not linked.
    let mut bytes = after.bytes().take(MAX_LINK_BYTES + 1);
    let end = bytes.position(|byte| {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return true,
            b')' => depth -= 1,
            _ => {}
        }
        false
    });
    let url = after.get(..end?)?;
    let is_link = match url.strip_prefix("mailto:") {
        None => is_linkable(url),
        Some(address) => {
            EmailAddress::parse(address).is_ok_and(|parsed| parsed.as_str() == address)
        }
    };
    is_link.then_some((before, text, url))
}
