//! Headings with an underline, the [setext headings](https://spec.commonmark.org/0.31.2/#setext-headings)
//! of CommonMark. Text between the lines of such a heading and its underline would end it.

use std::ops::Range;

use super::{line::Line, parsed_text::ParsedText, selection::Selection};
use crate::markdown::outline::LeafKind;

/// A setext heading: text with an underline of `=` or `-`.
pub(super) struct SetextHeading<'a> {
    /// Start of the text, after the markers of its line.
    pub(super) start: usize,
    /// The line of the underline.
    pub(super) underline: Line<'a>,
}

impl<'a> SetextHeading<'a> {
    /// Returns the heading that contains the whole selection.
    pub(super) fn around(selection: &Selection<'a>) -> Option<Self> {
        let (text, range) = (selection.text(), selection.range());
        let parsed = ParsedText::around(selection);
        let headings = parsed.outline.leaves.iter();
        let mut headings = headings.filter(|leaf| matches!(leaf.kind, LeafKind::Heading(_)));
        headings.find_map(|heading| {
            let Range { start, .. } = heading.source;
            let source = text.get(heading.source.clone())?.trim_end();
            let underline = Line::containing(text, start + source.len());
            // A heading that starts with `#` is one line. A single `-` may become an item.
            let is_around = source.contains('\n')
                && underline.item.is_none()
                && start <= range.start
                && range.end <= underline.end();
            is_around.then_some(Self { start, underline })
        })
    }
}
