//! Pairs of marks within a line, found as CommonMark finds them, a little simplified.

use std::ops::Range;

use super::word::is_word;

/// Two marks that belong together.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) open: Range<usize>,
    pub(super) close: Range<usize>,
}

impl Pair {
    /// Whether a part lies between the two.
    pub(super) const fn is_around(&self, part: &Range<usize>) -> bool {
        self.open.end <= part.start && part.end <= self.close.start
    }

    /// The same pair in the text that the line begins in there.
    pub(super) fn moved(self, by: usize) -> Self {
        Self {
            open: self.open.start + by..self.open.end + by,
            close: self.close.start + by..self.close.end + by,
        }
    }
}

/// The pairs of backticks in a line.
pub(super) fn code_spans(line: &str) -> Vec<Pair> {
    let first = next_run(line, 0, '`');
    let runs = std::iter::successors(first, |run| next_run(line, run.end, '`'));
    let runs: Vec<_> = runs.collect();
    let next = next_alike(&runs);
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(open) = runs.get(at).cloned() {
        at += 1;
        if let Some(closer) = next[at - 1]
            && !is_escaped(line, open.start)
        {
            let close = runs[closer].clone();
            spans.push(Pair { open, close });
            at = closer + 1;
        }
    }
    spans
}

/// The pairs of one mark (`*`, `_`, `~`) in a line, those within before those around; each mark
/// is one or two characters long.
pub(super) fn pairs(line: &str, symbol: char) -> Vec<Pair> {
    let code = code_spans(line);
    let mut found = Vec::new();
    let mut open: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(mut run) = next_run(line, at, symbol) {
        at = run.end;
        let whole = run.clone();
        let span = code.partition_point(|span| span.close.start < run.start);
        let in_code = code.get(span).is_some_and(|span| span.is_around(&run));
        if in_code || is_escaped(line, run.start) {
            continue;
        }
        if may_close(line, &whole) {
            close_with(&mut run, &mut open, &mut found);
        }
        if !run.is_empty() && may_open(line, &whole) {
            open.push(run);
        }
    }
    found
}

/// The next run of the same length for each; not looked for one by one, since the lengths of a
/// hostile line may all differ.
fn next_alike(runs: &[Range<usize>]) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..runs.len()).collect();
    order.sort_by_key(|at| runs[*at].len());
    let mut next = vec![None; runs.len()];
    for pair in order.windows(2) {
        if runs[pair[0]].len() == runs[pair[1]].len() {
            next[pair[0]] = Some(pair[1]);
        }
    }
    next
}

/// Lets a run of marks close what is open, two at a time where it can.
fn close_with(run: &mut Range<usize>, open: &mut Vec<Range<usize>>, found: &mut Vec<Pair>) {
    while run.start < run.end
        && let Some(last) = open.last_mut()
    {
        let length = run.len().min(last.len()).min(2);
        found.push(Pair {
            open: last.end - length..last.end,
            close: run.start..run.start + length,
        });
        run.start += length;
        last.end -= length;
        if last.start == last.end {
            open.pop();
        }
    }
}

/// The next run of a character.
fn next_run(line: &str, from: usize, symbol: char) -> Option<Range<usize>> {
    let start = from + line[from..].find(symbol)?;
    let rest = &line[start..];
    let length = rest.len() - rest.trim_start_matches(symbol).len();
    Some(start..start + length)
}

/// Whether the character there has an odd number of backslashes before it.
pub(super) fn is_escaped(line: &str, at: usize) -> bool {
    let before = &line[..at];
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}

/// `_` within a word is part of it.
fn may_open(line: &str, run: &Range<usize>) -> bool {
    let after = line[run.end..].chars().next();
    let before = line[..run.start].chars().next_back();
    after.is_some_and(|c| !c.is_whitespace()) && !joins(line, run, before)
}

fn may_close(line: &str, run: &Range<usize>) -> bool {
    let after = line[run.end..].chars().next();
    let before = line[..run.start].chars().next_back();
    before.is_some_and(|c| !c.is_whitespace()) && !joins(line, run, after)
}

fn joins(line: &str, run: &Range<usize>, outside: Option<char>) -> bool {
    line[run.clone()].starts_with('_') && outside.is_some_and(is_word)
}
