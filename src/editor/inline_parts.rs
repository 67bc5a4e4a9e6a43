//! The selected parts of the text: visible text, within one block and one line each.

use std::ops::Range;

use super::{
    code_spans::is_escaped,
    parsed_text::ParsedText,
    selection::Selection,
    word::{is_never_punctuation, word_at},
};
use crate::markdown::outline::{LeafKind, Outline, VisibleChar};

/// Returns the selected visible text of each line of each block, without white space at its edges;
/// for a caret, the word at it. Block markers, such as `- ` and `## `, are never part of it, and
/// neither are code blocks and raw HTML, which cannot contain formats.
pub(super) fn selected_parts(selection: &Selection, parsed: &ParsedText) -> Vec<Range<usize>> {
    let range = match selection.is_caret() {
        true => word_at(selection.text(), selection.range().start),
        false => selection.range(),
    };
    let outline = &parsed.outline;
    let chars = &outline.chars[chars_in(&outline.chars, &range)];
    let lines = chars.chunk_by(|a, b| a.leaf == b.leaf && a.c != '\n' && b.c != '\n');
    let parts = lines.filter_map(|line| {
        let mut text = line.iter().filter(|c| !c.c.is_whitespace());
        let first = text.next()?;
        let last = text.next_back().unwrap_or(first);
        let start = first.source.start;
        let backslash = usize::from(is_escaped(selection.text(), start));
        can_contain_formats(outline, first).then(|| start - backslash..last.source.end)
    });
    parts.collect()
}

/// Returns the indices of the characters in a part.
pub(super) fn chars_in(chars: &[VisibleChar], part: &Range<usize>) -> Range<usize> {
    let first = chars.partition_point(|c| c.source.end <= part.start);
    let end = chars.partition_point(|c| c.source.start < part.end);
    first..end.max(first)
}

/// Returns `true` if two ranges have at least a byte in common.
pub(super) const fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Returns `true` if a range contains another one.
pub(super) const fn contains(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Extends a part to the boundaries of the inline elements that it crosses.
pub(super) fn grow_to_elements(mut part: Range<usize>, outline: &Outline) -> Range<usize> {
    loop {
        let before = part.clone();
        for inline in &outline.inlines {
            let inner = inline.inner.as_ref();
            let is_around = inner.is_some_and(|inner| contains(inner, &part));
            if overlaps(&inline.whole, &part) && !is_around {
                part = part.start.min(inline.whole.start)..part.end.max(inline.whole.end);
            }
        }
        if part == before {
            return part;
        }
    }
}

/// Returns a part without the characters at its edges that may be punctuation.
pub(super) fn without_punctuation(part: &Range<usize>, outline: &Outline) -> Option<Range<usize>> {
    let chars = outline.chars[chars_in(&outline.chars, part)].iter();
    let mut words = chars.filter(|c| is_never_punctuation(c.c));
    let first = words.next()?;
    let last = words.next_back().unwrap_or(first);
    Some(first.source.start..last.source.end)
}

/// Extends a part on both sides by the characters of its line that meet a condition.
pub(super) fn grow_while(
    part: &Range<usize>,
    outline: &Outline,
    condition: fn(char) -> bool,
) -> Range<usize> {
    let chars = &outline.chars;
    let selected = chars_in(chars, part);
    let Some(leaf) = chars.get(selected.start).map(|first| first.leaf) else {
        return part.clone();
    };
    let is_next = |c: &&VisibleChar| c.leaf == leaf && c.c != '\n' && condition(c.c);
    let start = chars[..selected.start]
        .iter()
        .rev()
        .take_while(is_next)
        .last();
    let end = chars[selected.end..].iter().take_while(is_next).last();
    let start = start.map_or(part.start, |c| c.source.start.min(part.start));
    start..end.map_or(part.end, |c| c.source.end.max(part.end))
}

fn can_contain_formats(outline: &Outline, c: &VisibleChar) -> bool {
    let kind = outline.leaves[c.leaf].kind;
    matches!(
        kind,
        LeafKind::Paragraph | LeafKind::Heading(_) | LeafKind::Cell
    )
}
