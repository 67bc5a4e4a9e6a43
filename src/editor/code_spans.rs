//! Pairs of delimiters within a line.

use super::stable_sort::sorted_indices;
use std::ops::Range;

/// An opening delimiter and its closing one.
#[derive(Clone, Debug)]
pub(super) struct DelimiterPair {
    pub(super) open: Range<usize>,
    pub(super) close: Range<usize>,
}

/// Returns the backtick pairs of all code spans in a line.
pub(super) fn code_spans(line: &str) -> Vec<DelimiterPair> {
    let first = next_run(line, 0, '`');
    let runs = std::iter::successors(first, |run| next_run(line, run.end, '`'));
    let runs: Vec<_> = runs.collect();
    let closers = next_runs_of_same_length(&runs);
    let mut spans = Vec::new();
    let mut index = 0;
    while let Some(open) = runs.get(index).cloned() {
        index += 1;
        if let Some(closer) = closers[index - 1]
            && !is_escaped(line, open.start)
        {
            let close = runs[closer].clone();
            spans.push(DelimiterPair { open, close });
            index = closer + 1;
        }
    }
    spans
}

/// Returns `true` if an odd number of backslashes precedes `offset`.
pub(super) fn is_escaped(line: &str, offset: usize) -> bool {
    let before = &line[..offset];
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}

/// Returns, for each run, the index of the next run of the same length. The runs are sorted once,
/// since a search per run would be quadratic in a hostile line, where all lengths differ.
fn next_runs_of_same_length(runs: &[Range<usize>]) -> Vec<Option<usize>> {
    let lengths: Vec<usize> = runs.iter().map(Range::len).collect();
    let by_length = sorted_indices(&lengths);
    let mut next = vec![None; runs.len()];
    for neighbours in by_length.windows(2) {
        if runs[neighbours[0]].len() == runs[neighbours[1]].len() {
            next[neighbours[0]] = Some(neighbours[1]);
        }
    }
    next
}

/// Returns the next run of a character.
fn next_run(line: &str, from: usize, symbol: char) -> Option<Range<usize>> {
    let start = from + line[from..].find(symbol)?;
    let rest = &line[start..];
    let length = rest.len() - rest.trim_start_matches(symbol).len();
    Some(start..start + length)
}
