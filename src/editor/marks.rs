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
    let (at, parts) = parts(at);
    let pairs: Vec<_> = parts
        .iter()
        .map(|part| found(mark, at.text(), part))
        .collect();
    let on = pairs.iter().any(Option::is_none);
    let mut edits = Edits::default();
    for (part, pair) in parts.iter().zip(pairs) {
        match pair {
            None => {
                let core = core(at.text(), part, mark.symbols[0]);
                edits.open(core.start, mark.written);
                edits.close(core.end, mark.written);
            }
            Some(pair) if !on => {
                edits.delete(pair.open);
                edits.delete(pair.close);
            }
            Some(_) => {}
        }
    }
    at.change(edits)
}

/// Whether all selected parts have the marks.
pub(super) fn is_applied(mark: &Mark, at: &Selected) -> bool {
    let (at, parts) = parts(at);
    parts
        .iter()
        .all(|part| found(mark, at.text(), part).is_some())
}

/// The parts of lines that marks go around, and the selection, which becomes a caret if it
/// holds nothing but blanks.
pub(super) fn parts<'a>(at: &Selected<'a>) -> (Selected<'a>, Vec<Range<usize>>) {
    if at.is_caret() {
        return (at.clone(), vec![word::around(at.text(), at.range().start)]);
    }
    let lines = Line::touched(at).into_iter();
    let inside = lines.map(|line| {
        let start = at.range().start.max(line.start + line.content);
        trimmed(at.text(), start..at.range().end.min(line.end()).max(start))
    });
    let parts: Vec<_> = inside.filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        let caret = at.collapsed();
        let place = caret.range();
        return (caret, vec![place]);
    }
    (at.clone(), parts)
}

/// A part without the marks that it begins and ends with: they count as around it.
pub(super) fn core(text: &str, part: &Range<usize>, symbol: char) -> Range<usize> {
    let inside = &text[part.clone()];
    let leading = inside.len() - inside.trim_start_matches(symbol).len();
    let trailing = inside.len() - inside.trim_end_matches(symbol).len();
    let both = leading.min(trailing);
    if leading == inside.len() {
        part.clone()
    } else {
        part.start + both..part.end - both
    }
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
