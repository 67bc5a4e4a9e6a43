//! Bold, italic and strikethrough: delimiters around parts of lines.
//!
//! The positions of the delimiters are validated by parsing the result. Directly around a part,
//! CommonMark's [flanking rules][1] may not accept them: `これは**「重要」**です` is not bold. They
//! then move behind the punctuation, or the part grows.
//!
//! [1]: https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run

use std::ops::Range;

use super::{
    caret_format::{self, delimiters_at_caret},
    change::Change,
    delimiter_positions::{ATTEMPTS, Position, merge, position},
    edits::Edits,
    format::InlineFormat,
    inline_check::{ExpectedChange, has_format},
    inline_parts::{chars_in, contains, overlaps, selected_parts, without_punctuation},
    parsed_text::ParsedText,
    selection::Selection,
};
use crate::markdown::outline::{Formats, Inline, Outline};

/// Maximum number of parts of which each is tried at several positions.
const MAX_RETRIED_PARTS: usize = 100;

/// Applies a format to each selected part of a line that does not have it, or removes it if all
/// parts have it. Changes nothing where Markdown has no such format, for example in code.
pub(super) fn toggle(format: &InlineFormat, selection: &Selection) -> Change {
    let parsed = ParsedText::around(selection);
    let parts = selected_parts(selection, &parsed);
    if parts.is_empty() {
        return caret_format::toggle(format, &selection.collapsed(), &parsed);
    }
    if are_formatted(&parts, &parsed.outline, format.format) {
        return remove(format, selection, &parsed, &parts);
    }
    let has_format = |part: &Range<usize>| part_has_format(part, &parsed.outline, format.format);
    let (formatted, others): (Vec<_>, Vec<_>) = parts.into_iter().partition(has_format);
    let change = add(format, selection, &parsed, &others);
    if change.is_noop() && !formatted.is_empty() {
        return remove(format, selection, &parsed, &formatted);
    }
    change
}

/// Returns `true` if all selected parts have a format.
pub(super) fn is_applied(format: &InlineFormat, selection: &Selection) -> bool {
    let parsed = ParsedText::around(selection);
    let parts = selected_parts(selection, &parsed);
    if parts.is_empty() {
        return delimiters_at_caret(format, &selection.collapsed(), &parsed).is_some();
    }
    are_formatted(&parts, &parsed.outline, format.format)
}

/// Returns `true` if all parts with words have a format. Parts without words count only in a
/// selection without words, and one of them is enough: Markdown does not accept all of them.
fn are_formatted(parts: &[Range<usize>], outline: &Outline, format: Formats) -> bool {
    let has_format = |part: &Range<usize>| part_has_format(part, outline, format);
    let has_words = |part: &&Range<usize>| without_punctuation(part, outline).is_some();
    let mut words = parts.iter().filter(has_words).peekable();
    match words.peek() {
        Some(_) => words.all(has_format),
        None => parts.iter().any(has_format),
    }
}

fn part_has_format(part: &Range<usize>, outline: &Outline, format: Formats) -> bool {
    has_format(&outline.chars[chars_in(&outline.chars, part)], format)
}

/// Removes the delimiters of a format around the parts.
fn remove(
    format: &InlineFormat,
    selection: &Selection,
    parsed: &ParsedText,
    parts: &[Range<usize>],
) -> Change {
    let inlines = parsed.outline.inlines.iter();
    let inlines: Vec<&Inline> = inlines
        .filter(|inline| {
            inline.format == format.format && parts.iter().any(|part| overlaps(part, &inline.whole))
        })
        .collect();
    let mut edits = Edits::default();
    inlines
        .iter()
        .for_each(|inline| delete_delimiters(inline, &mut edits));
    edits.sort();
    let change = edits.into_change(selection);
    let allowed: Vec<_> = inlines.iter().map(|inline| inline.whole.clone()).collect();
    let expected = ExpectedChange {
        format: format.format,
        is_on: false,
        parts,
        allowed: &allowed,
    };
    let after = parsed.after(&change, &change.apply_to(selection.text()));
    if expected.unmet_parts(parsed, &after).contains(&true) {
        return Change::noop(selection);
    }
    change
}

/// Adds delimiters around the parts. A part for which they do not work at one position gets them at
/// the next one.
fn add(
    format: &InlineFormat,
    selection: &Selection,
    parsed: &ParsedText,
    parts: &[Range<usize>],
) -> Change {
    let first: Vec<_> = parts.iter().map(|part| (part, 0)).collect();
    let (change, unmet) = attempt(format, selection, parsed, &first);
    if !unmet.contains(&true) {
        return change;
    }
    let mut attempts = Vec::new();
    for (part, is_unmet) in parts.iter().zip(unmet) {
        let works = |number: &usize| {
            !attempt(format, selection, parsed, &[(part, *number)])
                .1
                .contains(&true)
        };
        let number = match is_unmet {
            true if parts.len() > MAX_RETRIED_PARTS => None,
            true => (0..ATTEMPTS).find(works),
            false => Some(0),
        };
        attempts.extend(number.map(|number| (part, number)));
    }
    let (change, unmet) = attempt(format, selection, parsed, &attempts);
    if unmet.contains(&true) {
        Change::noop(selection)
    } else {
        change
    }
}

/// Adds delimiters around parts, each at one of its positions. Returns `true` for each part for
/// which they do not work.
fn attempt(
    format: &InlineFormat,
    selection: &Selection,
    parsed: &ParsedText,
    attempts: &[(&Range<usize>, usize)],
) -> (Change, Vec<bool>) {
    let parts: Vec<Range<usize>> = attempts.iter().map(|(part, _)| (*part).clone()).collect();
    let positions = attempts
        .iter()
        .map(|(part, number)| position(format, part, *number, parsed));
    let positions = merge(positions);
    let change = add_at(format, selection, parsed, &positions);
    let allowed: Vec<_> = positions.into_iter().map(|(range, _)| range).collect();
    let expected = ExpectedChange {
        format: format.format,
        is_on: true,
        parts: &parts,
        allowed: &allowed,
    };
    let after = parsed.after(&change, &change.apply_to(selection.text()));
    (change, expected.unmet_parts(parsed, &after))
}

/// Adds delimiters around ranges, and removes those of the same format within them.
fn add_at(
    format: &InlineFormat,
    selection: &Selection,
    parsed: &ParsedText,
    positions: &[Position],
) -> Change {
    let mut edits = Edits::default();
    let ranges: Vec<_> = positions.iter().map(|(range, _)| range.clone()).collect();
    edits.surround(selection, &ranges, |index| [positions[index].1; 2]);
    for inline in &parsed.outline.inlines {
        let is_within = ranges.iter().any(|range| contains(range, &inline.whole));
        if inline.format == format.format && is_within {
            delete_delimiters(inline, &mut edits);
        }
    }
    edits.sort();
    edits.into_change(selection)
}

fn delete_delimiters(inline: &Inline, edits: &mut Edits) {
    if let Some(inner) = &inline.inner {
        edits.delete(inline.whole.start..inner.start);
        edits.delete(inner.end..inline.whole.end);
    }
}
