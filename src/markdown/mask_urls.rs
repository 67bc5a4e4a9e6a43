//! Search for bare URLs before emphasis and code, as in GFM's reference implementation.
//!
//! The parser finds emphasis first, which would end `https://docs.python.org/3/library/__main__.html`
//! at its underscores. The delimiters in a bare URL are therefore hidden from the parser: replaced
//! with control characters that the text does not contain, and restored in its events. Offsets stay
//! the same.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

use super::{
    autolink::{Autolinks, may_contain_autolink},
    parser_options::new_parser,
    tree_builder::has_literal_text,
};
use crate::rules::Markdown;

/// Delimiters of inline markup that may occur in a URL.
const DELIMITERS: [u8; 4] = *b"_*~`";
/// Maximum number of parses that look for bare URLs. A URL with a backtick can reveal that another
/// one is not in code.
const MAX_PASSES: usize = 4;

/// Text whose bare URLs contain no delimiters.
pub(super) struct MaskedText {
    /// The text, of the same length.
    pub text: String,
    /// The replacements of [`DELIMITERS`].
    replacements: [u8; 4],
}

impl MaskedText {
    /// Hides the delimiters of the bare URLs in the text. Returns `None` if there are none.
    pub(super) fn new(text: &str, allowed: Markdown) -> Option<Self> {
        if !allowed.autolinks || !may_contain_autolink(text) {
            return None;
        }
        let mut candidates = candidates(text);
        if candidates.is_empty() {
            return None;
        }
        let mut masked = Self {
            text: text.to_owned(),
            replacements: unused_controls(text)?,
        };
        let mut has_changed = false;
        for _ in 0..MAX_PASSES {
            let is_bare = bare_starts(&masked.text, allowed, &candidates);
            let mut is_bare = is_bare.into_iter();
            let mut bare = Vec::new();
            candidates.retain(|candidate| {
                let is_bare = is_bare.next().unwrap_or_default();
                if is_bare {
                    bare.push(candidate.clone());
                }
                !is_bare
            });
            if bare.is_empty() {
                break;
            }
            has_changed = true;
            masked.hide(&bare);
        }
        has_changed.then_some(masked)
    }

    /// Replaces the delimiters in some ranges. Escaped ones stay.
    fn hide(&mut self, ranges: &[Range<usize>]) {
        let mut bytes = std::mem::take(&mut self.text).into_bytes();
        for range in ranges {
            let mut is_escaped = false;
            for byte in &mut bytes[range.clone()] {
                let delimiter = DELIMITERS.iter().position(|delimiter| delimiter == byte);
                if let Some(index) = delimiter.filter(|_| !is_escaped) {
                    *byte = self.replacements[index];
                }
                is_escaped = *byte == b'\\' && !is_escaped;
            }
        }
        // ASCII was replaced with ASCII.
        self.text = String::from_utf8(bytes).unwrap_or_default();
    }

    /// Restores the delimiters in the text of an event.
    pub(super) fn restore_event<'a>(&self, event: Event<'a>) -> Event<'a> {
        match event {
            Event::Text(text) => Event::Text(self.restore(text)),
            Event::Code(text) => Event::Code(self.restore(text)),
            Event::Html(text) => Event::Html(self.restore(text)),
            Event::InlineHtml(text) => Event::InlineHtml(self.restore(text)),
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }) => Event::Start(Tag::Link {
                link_type,
                dest_url: self.restore(dest_url),
                title: self.restore(title),
                id,
            }),
            Event::Start(Tag::Image {
                link_type,
                dest_url,
                title,
                id,
            }) => Event::Start(Tag::Image {
                link_type,
                dest_url: self.restore(dest_url),
                title: self.restore(title),
                id,
            }),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(self.restore(info))))
            }
            other => other,
        }
    }

    fn restore<'a>(&self, text: CowStr<'a>) -> CowStr<'a> {
        let delimiter = |c: char| {
            let index = self
                .replacements
                .iter()
                .position(|byte| c == char::from(*byte));
            index.map_or(c, |index| char::from(DELIMITERS[index]))
        };
        if text.chars().all(|c| delimiter(c) == c) {
            return text;
        }
        let restored: String = text.chars().map(delimiter).collect();
        restored.into()
    }
}

/// Returns the ranges of possible bare URLs with delimiters, in order.
fn candidates(text: &str) -> Vec<Range<usize>> {
    let links = Autolinks::new(text, None).map(|link| link.range);
    let has_delimiter = |range: &Range<usize>| {
        let mut bytes = text.as_bytes()[range.clone()].iter();
        bytes.any(|byte| DELIMITERS.contains(byte))
    };
    links.filter(has_delimiter).collect()
}

/// Returns `true` for each candidate that starts in plain text: not in code, raw HTML or a link.
fn bare_starts(text: &str, allowed: Markdown, candidates: &[Range<usize>]) -> Vec<bool> {
    let mut is_bare = vec![false; candidates.len()];
    let mut literal_depth = 0_usize;
    for (event, source) in new_parser(text, allowed).into_offset_iter() {
        match event {
            Event::Start(tag) => literal_depth += usize::from(has_literal_text(tag.to_end())),
            Event::End(tag) => {
                literal_depth -= usize::from(has_literal_text(tag)).min(literal_depth)
            }
            Event::Text(_) if literal_depth == 0 => {
                let first = candidates.partition_point(|range| range.start < source.start);
                let after = candidates.partition_point(|range| range.start < source.end);
                is_bare[first..after.max(first)].fill(true);
            }
            _ => {}
        }
    }
    is_bare
}

/// Returns four control characters that the text does not contain, if there are four. A message
/// contains no control characters.
fn unused_controls(text: &str) -> Option<[u8; 4]> {
    let mut unused = (1..=31_u8).filter(|byte| {
        !byte.is_ascii_whitespace() && *byte != 0x0B && !text.as_bytes().contains(byte)
    });
    Some([
        unused.next()?,
        unused.next()?,
        unused.next()?,
        unused.next()?,
    ])
}
