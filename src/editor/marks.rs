//! Bold, italic and struck through: marks around parts of lines.

use std::ops::Range;

use super::{Change, Selected, edits::Edits, line::Line, selected::trimmed, spans, word};

/// A way to mark text.
pub(super) struct Mark {
    /// What is written around it.
    written: &'static str,
    /// The characters that its marks are read of, the one that is written first.
    symbols: &'static [char],
    /// How many of so many characters on both sides are its marks, none if it is another's.
    share: fn(usize) -> usize,
}

impl Mark {
    /// `**bold**` or `__bold__`
    pub(super) const BOLD: Self = Self {
        written: "**",
        symbols: &['*', '_'],
        share: |run| if run >= 2 { 2 } else { 0 },
    };
    /// `*italic*` or `_italic_`; three are bold and italic.
    pub(super) const ITALIC: Self = Self {
        written: "*",
        symbols: &['*', '_'],
        share: |run| run % 2,
    };
    /// `~~struck~~` or `~struck~`
    pub(super) const STRIKETHROUGH: Self = Self {
        written: "~~",
        symbols: &['~'],
        share: |run| if run > 2 { 2 } else { run },
    };
}

/// Marks each selected line's part that has not the marks yet, or takes all of them away.
pub(super) fn apply(mark: &Mark, at: &Selected) -> Change {
    let symbol = mark.symbols[0];
    let (at, parts) = parts(at, symbol);
    let bare = |part: &&Range<usize>| found(mark, at.text(), part).is_none();
    let cores = parts
        .iter()
        .filter(bare)
        .map(|part| core(at.text(), part, symbol));
    let cores: Vec<_> = cores.collect();
    let mut edits = Edits::default();
    if cores.is_empty() {
        let pairs = parts.iter().filter_map(|part| found(mark, at.text(), part));
        pairs.for_each(|pair| edits.strip(pair));
    } else {
        edits.surround(&at, &cores, [mark.written; 2]);
    }
    at.change(edits)
}

/// Whether all selected parts have the marks.
pub(super) fn is_applied(mark: &Mark, at: &Selected) -> bool {
    let (at, parts) = parts(at, mark.symbols[0]);
    parts
        .iter()
        .all(|part| found(mark, at.text(), part).is_some())
}

/// The parts of lines that marks go around, and the selection, which becomes a caret if it
/// holds nothing but blanks and that mark's symbol.
fn parts<'a>(at: &Selected<'a>, symbol: char) -> (Selected<'a>, Vec<Range<usize>>) {
    let mut parts = parts_of_lines(at);
    parts.retain(|part| at.is_caret() || !at.text()[part.clone()].trim_matches(symbol).is_empty());
    if parts.is_empty() {
        let caret = at.collapsed();
        let place = caret.range();
        return (caret, vec![place]);
    }
    (at.clone(), parts)
}

/// What is selected of each line behind its marks, without blanks at the edges; the word around
/// a caret.
pub(super) fn parts_of_lines(at: &Selected) -> Vec<Range<usize>> {
    if at.is_caret() {
        return vec![word::around(at.text(), at.range().start)];
    }
    let lines = Line::touched(at).into_iter();
    let inside = lines.map(|line| {
        let start = at.range().start.max(line.start + line.content);
        trimmed(at.text(), start..at.range().end.min(line.end()).max(start))
    });
    inside.filter(|part| !part.is_empty()).collect()
}

/// A part without the marks that it begins or ends with: they count as around it.
fn core(text: &str, part: &Range<usize>, symbol: char) -> Range<usize> {
    let inside = text[part.clone()].trim_start_matches(symbol);
    if inside.is_empty() {
        return part.clone();
    }
    let start = part.end - inside.len();
    start..start + inside.trim_end_matches(symbol).len()
}

/// How many marks stand on both sides of a part.
pub(super) fn run_around(text: &str, part: &Range<usize>, symbol: char) -> usize {
    let (before, after) = (&text[..part.start], &text[part.end..]);
    let left = before.len() - before.trim_end_matches(symbol).len();
    let right = after.len() - after.trim_start_matches(symbol).len();
    left.min(right)
}

/// The marks right around a part, or else somewhere around it in its line.
fn found(mark: &Mark, text: &str, part: &Range<usize>) -> Option<spans::Pair> {
    let symbols = mark.symbols.iter();
    symbols
        .clone()
        .find_map(|symbol| adjacent(mark, text, part, *symbol))
        .or_else(|| {
            mark.symbols
                .iter()
                .find_map(|symbol| enclosing(mark, text, part, *symbol))
        })
}

fn adjacent(mark: &Mark, text: &str, part: &Range<usize>, symbol: char) -> Option<spans::Pair> {
    let core = core(text, part, symbol);
    let length = (mark.share)(run_around(text, &core, symbol));
    (length > 0).then(|| spans::Pair {
        open: core.start - length..core.start,
        close: core.end..core.end + length,
    })
}

fn enclosing(mark: &Mark, text: &str, part: &Range<usize>, symbol: char) -> Option<spans::Pair> {
    let line = Line::at(text, part.start);
    let inside = part.start - line.start..part.end - line.start;
    let mut pairs = spans::pairs(&text[line.start..line.end()], symbol).into_iter();
    let pair = pairs
        .find(|pair| pair.is_around(&inside) && (mark.share)(pair.open.len()) == pair.open.len())?;
    Some(pair.moved(line.start))
}
