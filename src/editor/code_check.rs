//! Compares the parsed Markdown before and after code is marked.

use std::ops::Range;

use super::{
    change::Change, inline_parts::overlaps, line_context::PROBE_LETTER, parsed_text::ParsedText,
};
use crate::markdown::outline::{CODE, Formats, Outline};

/// Returns `true` if the parts are parsed as code after a change, and the rest as before. For
/// an empty part, a letter that is typed there must be code.
pub(super) fn parses_as_code(
    text: &str,
    before: &ParsedText,
    change: &Change,
    parts: &[Range<usize>],
) -> bool {
    let is_caret = parts.iter().all(Range::is_empty);
    let mut change = change.clone();
    if is_caret {
        let marked = before.after(&change, &change.apply_to(text));
        if formats(&marked.outline) != formats(&before.outline) {
            // Before anything is typed, the delimiters would pair with others.
            return false;
        }
        let caret = change.selection.start - change.range.start;
        change.insert.insert_str(caret, PROBE_LETTER);
    }
    let new_text = change.apply_to(text);
    let after = before.after(&change, &new_text);
    let inserted = change.range.start..change.range.start + change.insert.len();
    let spans = after
        .outline
        .inlines
        .iter()
        .filter(|inline| inline.format == CODE);
    let mut new: Vec<_> = spans.map(|inline| inline.whole.clone()).collect();
    new.retain(|whole| overlaps(whole, &inserted));
    let is_new = |source: &Range<usize>| new.iter().any(|whole| overlaps(whole, source));
    let contents = parts.iter().map(|part| {
        if is_caret {
            PROBE_LETTER
        } else {
            &text[part.clone()]
        }
    });
    let expected: String = contents.collect();
    let chars = after.outline.chars.iter().filter(|c| is_new(&c.source));
    let found: String = chars.map(|c| c.c).collect();
    found == expected
        && rest(&before.outline, |c| {
            parts.iter().any(|part| overlaps(part, c))
        }) == rest(&after.outline, is_new)
}

/// Returns the characters outside of the code, with their formats and the number of their block.
fn rest(outline: &Outline, is_code: impl Fn(&Range<usize>) -> bool) -> Vec<(char, Formats, usize)> {
    let chars = outline.chars.iter().filter(|c| !is_code(&c.source));
    chars.map(|c| (c.c, c.formats, c.leaf)).collect()
}

/// Returns the format of each element.
fn formats(outline: &Outline) -> Vec<Formats> {
    outline.inlines.iter().map(|inline| inline.format).collect()
}
