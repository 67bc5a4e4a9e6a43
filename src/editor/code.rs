//! Code within a line.

use std::ops::Range;

use super::{
    Change, Selected,
    edits::Edits,
    fence,
    line::Line,
    marks::{parts_of_lines, run_around},
    selected::trimmed,
    spans::{Pair, code_spans},
};

/// Makes code of what is selected, or text of the code. Several lines become a block.
pub(super) fn apply(at: &Selected) -> Change {
    if Line::touched(at).len() > 1 {
        return fence::apply(at);
    }
    let (caret, part) = one_part(at);
    if let Some(pair) = adjacent(at.text(), &part) {
        return without(&caret, pair);
    }
    if fence::around(at).is_some() {
        return fence::apply(at);
    }
    match enclosing(at.text(), &part) {
        Some(pair) => without(&caret, pair),
        None => with(&caret, &part),
    }
}

/// Whether what is selected is code, in a line or in a block.
pub(super) fn is_applied(at: &Selected) -> bool {
    let part = one_part(at).1;
    fence::around(at).is_some()
        || (Line::touched(at).len() == 1
            && (adjacent(at.text(), &part).is_some() || enclosing(at.text(), &part).is_some()))
}

/// Whether what is selected lies within code, in a line or in a block: what is pasted there is
/// pasted as it is.
#[must_use]
pub fn is_in_code(at: &Selected) -> bool {
    fence::is_inside(at) || enclosing(at.text(), &at.range()).is_some()
}

/// What is selected of the one line, and the selection, which becomes a caret if that is nothing.
fn one_part<'a>(at: &Selected<'a>) -> (Selected<'a>, Range<usize>) {
    match parts_of_lines(at).into_iter().next() {
        Some(part) => (at.clone(), part),
        None => (at.collapsed(), at.collapsed().range()),
    }
}

/// A part without the backticks that it both begins and ends with, and without the blanks that
/// these need; a backtick on one side only is code.
fn core(text: &str, part: &Range<usize>) -> Range<usize> {
    let code = &text[part.clone()];
    let leading = code.len() - code.trim_start_matches('`').len();
    let trailing = code.len() - code.trim_end_matches('`').len();
    let both = leading.min(trailing);
    if leading == code.len() || both == 0 {
        return part.clone();
    }
    let inside = part.start + both..part.end - both;
    let narrow = trimmed(text, inside.clone());
    let needed = inside == (narrow.start.saturating_sub(1)..narrow.end + 1);
    if needed && !gap(&text[narrow.clone()]).is_empty() {
        narrow
    } else {
        inside
    }
}

/// The backticks right around a part, with the blank that keeps them from its own.
fn adjacent(text: &str, part: &Range<usize>) -> Option<Pair> {
    let core = core(text, part);
    let gaps = [gap(&text[core.clone()]).len(), 0];
    gaps.into_iter().find_map(|gap| {
        let wide = widened(text, &core, gap)?;
        let length = run_around(text, &wide, '`');
        (length > 0).then(|| Pair {
            open: wide.start - length..core.start,
            close: core.end..wide.end + length,
        })
    })
}

fn enclosing(text: &str, part: &Range<usize>) -> Option<Pair> {
    let line = Line::at(text, part.start);
    let inside = part.start - line.start..part.end - line.start;
    let mut spans = code_spans(line.text).into_iter();
    let span = spans.find(|span| span.is_around(&inside))?;
    Some(span.moved(line.start))
}

fn without(at: &Selected, pair: Pair) -> Change {
    let mut edits = Edits::default();
    edits.strip(pair);
    at.change(edits)
}

/// More backticks than the code has in a row, and a blank where it begins or ends with one.
fn with(at: &Selected, part: &Range<usize>) -> Change {
    let core = core(at.text(), part);
    let code = &at.text()[core.clone()];
    let marks = "`".repeat(fence::longest_run(code, '`') + 1);
    let gap = gap(code);
    let both = [[&marks, gap].concat(), [gap, &marks].concat()];
    let mut edits = Edits::default();
    edits.surround(at, &[core], [&both[0], &both[1]]);
    at.change(edits)
}

fn gap(code: &str) -> &'static str {
    if code.starts_with('`') || code.ends_with('`') {
        " "
    } else {
        ""
    }
}

/// A part with so many blanks on both sides, if they are there.
fn widened(text: &str, part: &Range<usize>, gap: usize) -> Option<Range<usize>> {
    let wide = part.start.checked_sub(gap)?..part.end + gap;
    let blank = |range: Range<usize>| text.get(range).is_some_and(|gap| gap.trim().is_empty());
    (blank(wide.start..part.start) && blank(part.end..wide.end)).then_some(wide)
}
