//! Bold, italic and strikethrough: delimiters around parts of lines.

use std::ops::Range;

use super::{
    change::Change,
    delimiters::{DelimiterPair, emphasis_pairs},
    edits::Edits,
    line::Line,
    selection::{Selection, trim_range},
    word::word_at,
};

/// An inline format, by its delimiters.
pub(super) struct InlineFormat {
    /// The delimiter that is inserted.
    delimiter: &'static str,
    /// The delimiter characters that are recognized, the inserted one first.
    symbols: &'static [char],
    /// Number of characters that belong to this format in a run of the given length on both sides;
    /// 0 if the run belongs to another format.
    delimiter_len: fn(usize) -> usize,
}

impl InlineFormat {
    /// `**bold**` or `__bold__`
    pub(super) const BOLD: Self = Self {
        delimiter: "**",
        symbols: &['*', '_'],
        delimiter_len: |run| if run >= 2 { 2 } else { 0 },
    };
    /// `*italic*` or `_italic_`. Three characters are bold and italic.
    pub(super) const ITALIC: Self = Self {
        delimiter: "*",
        symbols: &['*', '_'],
        delimiter_len: |run| run % 2,
    };
    /// `~~strikethrough~~` or `~strikethrough~`
    pub(super) const STRIKETHROUGH: Self = Self {
        delimiter: "~~",
        symbols: &['~'],
        delimiter_len: |run| if run > 2 { 2 } else { run },
    };
}

/// Applies a format to each selected part of a line that does not have it, or removes it if all
/// parts have it.
pub(super) fn toggle(format: &InlineFormat, selection: &Selection) -> Change {
    let symbol = format.symbols[0];
    let (selection, parts) = formattable_parts(selection, symbol);
    let is_unformatted =
        |part: &&Range<usize>| find_delimiters(format, selection.text(), part).is_none();
    let unformatted = parts.iter().filter(is_unformatted);
    let unformatted: Vec<_> = unformatted
        .map(|part| without_delimiters(selection.text(), part, symbol))
        .collect();
    let mut edits = Edits::default();
    if unformatted.is_empty() {
        let pairs = parts
            .iter()
            .filter_map(|part| find_delimiters(format, selection.text(), part));
        pairs.for_each(|pair| edits.delete_pair(pair));
    } else {
        edits.surround(&selection, &unformatted, [format.delimiter; 2]);
    }
    edits.into_change(&selection)
}

/// Returns `true` if all selected parts have a format.
pub(super) fn is_applied(format: &InlineFormat, selection: &Selection) -> bool {
    let (selection, parts) = formattable_parts(selection, format.symbols[0]);
    parts
        .iter()
        .all(|part| find_delimiters(format, selection.text(), part).is_some())
}

/// Returns the parts to put delimiters around, and the selection. A selection of nothing but white
/// space and the delimiter character becomes a caret.
fn formattable_parts<'a>(
    selection: &Selection<'a>,
    symbol: char,
) -> (Selection<'a>, Vec<Range<usize>>) {
    let has_text = |part: &Range<usize>| {
        !selection.text()[part.clone()]
            .trim_matches(symbol)
            .is_empty()
    };
    let mut parts = selected_parts(selection);
    parts.retain(|part| selection.is_caret() || has_text(part));
    if parts.is_empty() {
        let caret = selection.collapsed();
        let range = caret.range();
        return (caret, vec![range]);
    }
    (selection.clone(), parts)
}

/// Returns the selected content of each line, without white space at its edges; for a caret, the
/// word at it.
pub(super) fn selected_parts(selection: &Selection) -> Vec<Range<usize>> {
    let (text, range) = (selection.text(), selection.range());
    if selection.is_caret() {
        return vec![word_at(text, range.start)];
    }
    let lines = Line::selected(selection).into_iter();
    let parts = lines.map(|line| {
        let start = range.start.max(line.start + line.content_start);
        trim_range(text, start..range.end.min(line.end()).max(start))
    });
    parts.filter(|part| !part.is_empty()).collect()
}

/// Returns a part without the delimiters at its edges.
fn without_delimiters(text: &str, part: &Range<usize>, symbol: char) -> Range<usize> {
    let inside = text[part.clone()].trim_start_matches(symbol);
    if inside.is_empty() {
        return part.clone();
    }
    let start = part.end - inside.len();
    start..start + inside.trim_end_matches(symbol).len()
}

/// Returns the number of delimiter characters on both sides of a part.
pub(super) fn run_around(text: &str, part: &Range<usize>, symbol: char) -> usize {
    let (before, after) = (&text[..part.start], &text[part.end..]);
    let left = before.len() - before.trim_end_matches(symbol).len();
    let right = after.len() - after.trim_start_matches(symbol).len();
    left.min(right)
}

/// Finds a format's delimiters directly around a part, or else anywhere around it in its line.
fn find_delimiters(
    format: &InlineFormat,
    text: &str,
    part: &Range<usize>,
) -> Option<DelimiterPair> {
    let symbols = format.symbols.iter();
    symbols
        .clone()
        .find_map(|symbol| adjacent_delimiters(format, text, part, *symbol))
        .or_else(|| {
            symbols
                .clone()
                .find_map(|symbol| enclosing_delimiters(format, text, part, *symbol))
        })
}

fn adjacent_delimiters(
    format: &InlineFormat,
    text: &str,
    part: &Range<usize>,
    symbol: char,
) -> Option<DelimiterPair> {
    let inside = without_delimiters(text, part, symbol);
    let length = (format.delimiter_len)(run_around(text, &inside, symbol));
    (length > 0).then(|| DelimiterPair {
        open: inside.start - length..inside.start,
        close: inside.end..inside.end + length,
    })
}

fn enclosing_delimiters(
    format: &InlineFormat,
    text: &str,
    part: &Range<usize>,
    symbol: char,
) -> Option<DelimiterPair> {
    let line = Line::containing(text, part.start);
    let part_in_line = part.start - line.start..part.end - line.start;
    let is_of_format = |pair: &DelimiterPair| {
        let length = pair.open.len();
        pair.encloses(&part_in_line) && (format.delimiter_len)(length) == length
    };
    let mut pairs = emphasis_pairs(&text[line.start..line.end()], symbol).into_iter();
    Some(pairs.find(is_of_format)?.shifted(line.start))
}
