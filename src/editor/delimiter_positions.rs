//! Positions for the delimiters of a format.

use std::ops::Range;

use super::{
    inline_format::InlineFormat,
    inline_parts::{chars_in, grow_to_elements, grow_while, without_punctuation},
    parsed_text::ParsedText,
    word::is_never_punctuation,
};
use crate::markdown::outline::{Inline, Outline, VisibleChar};

/// The range between two delimiters, and the delimiter.
pub(super) type Position = (Range<usize>, &'static str);

/// Number of positions for a part.
pub(super) const ATTEMPTS: usize = 6;

/// Returns one of the positions for a part, in this order: around the part, around the part and its
/// neighbours of the same format, without punctuation at the edges, around whole words, with another
/// delimiter, at white space.
pub(super) fn position(
    format: &InlineFormat,
    part: &Range<usize>,
    attempt: usize,
    parsed: &ParsedText,
) -> Position {
    let outline = &parsed.outline;
    let grow = |part| grow_to_elements(part, outline);
    let whole = grow(part.clone());
    let range = match attempt {
        1 => with_neighbours(format, whole, outline),
        2 => without_punctuation(part, outline).map_or(whole, grow),
        3 => grow(grow_while(&whole, outline, is_never_punctuation)),
        5 => grow(grow_while(&whole, outline, |c| !c.is_whitespace())),
        _ => whole,
    };
    // A delimiter next to its own character would be read as a longer one.
    let range = match starts_or_ends_with(&range, format.symbols, outline) {
        true => without_punctuation(part, outline).map_or(range, grow),
        false => range,
    };
    let second = format.second_delimiter.filter(|_| attempt == 4);
    (range, second.unwrap_or(format.delimiter))
}

/// Returns `true` if a range has one of the characters at an edge, as text.
fn starts_or_ends_with(range: &Range<usize>, symbols: &[char], outline: &Outline) -> bool {
    let chars = &outline.chars[chars_in(&outline.chars, range)];
    let is_symbol = |c: Option<&VisibleChar>,
                     is_at_edge: fn(&Range<usize>, &Range<usize>) -> bool| {
        c.is_some_and(|c| symbols.contains(&c.c) && is_at_edge(&c.source, range))
    };
    is_symbol(chars.first(), |source, range| source.start == range.start)
        || is_symbol(chars.last(), |source, range| source.end == range.end)
}

/// Extends a range by the elements of the same format next to it.
fn with_neighbours(format: &InlineFormat, range: Range<usize>, outline: &Outline) -> Range<usize> {
    let same = |inline: &&Inline| inline.format == format.format;
    let mut neighbours = outline.inlines.iter().filter(same);
    let before = neighbours
        .clone()
        .find(|inline| inline.whole.end == range.start);
    let after = neighbours.find(|inline| inline.whole.start == range.end);
    let start = before.map_or(range.start, |inline| inline.whole.start);
    start..after.map_or(range.end, |inline| inline.whole.end)
}

/// Merges overlapping positions.
pub(super) fn merge(positions: impl Iterator<Item = Position>) -> Vec<Position> {
    let mut merged: Vec<Position> = Vec::new();
    for (range, delimiter) in positions {
        match merged.last_mut() {
            Some((last, _)) if range.start < last.end => last.end = last.end.max(range.end),
            _ => merged.push((range, delimiter)),
        }
    }
    merged
}
