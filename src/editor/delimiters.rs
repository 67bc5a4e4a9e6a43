//! Pairs of delimiters within a line: code spans and emphasis, by a slightly simplified version of
//! CommonMark's rules.

use std::ops::Range;

use super::word::is_word_char;

/// An opening delimiter and its closing one.
#[derive(Clone, Debug)]
pub(super) struct DelimiterPair {
    pub(super) open: Range<usize>,
    pub(super) close: Range<usize>,
}

impl DelimiterPair {
    /// Returns `true` if a range lies between the two delimiters.
    pub(super) const fn encloses(&self, range: &Range<usize>) -> bool {
        self.open.end <= range.start && range.end <= self.close.start
    }

    /// Converts offsets within a line to offsets in the text, given the start of the line.
    pub(super) fn shifted(self, line_start: usize) -> Self {
        Self {
            open: self.open.start + line_start..self.open.end + line_start,
            close: self.close.start + line_start..self.close.end + line_start,
        }
    }
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

/// Returns the pairs of one delimiter character (`*`, `_` or `~`) in a line, inner pairs before
/// outer ones. Each delimiter is one or two characters long.
pub(super) fn emphasis_pairs(line: &str, symbol: char) -> Vec<DelimiterPair> {
    let code_spans = code_spans(line);
    let mut pairs = Vec::new();
    let mut openers: Vec<Range<usize>> = Vec::new();
    let mut position = 0;
    while let Some(mut run) = next_run(line, position, symbol) {
        position = run.end;
        let whole_run = run.clone();
        let span = code_spans.partition_point(|span| span.close.start < run.start);
        let is_in_code = code_spans.get(span).is_some_and(|span| span.encloses(&run));
        if is_in_code || is_escaped(line, run.start) {
            continue;
        }
        if can_close(line, &whole_run) {
            close_openers(&mut run, &mut openers, &mut pairs);
        }
        if !run.is_empty() && can_open(line, &whole_run) {
            openers.push(run);
        }
    }
    pairs
}

/// Returns `true` if an odd number of backslashes precedes `offset`.
pub(super) fn is_escaped(line: &str, offset: usize) -> bool {
    let before = &line[..offset];
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}

/// Returns, for each run, the index of the next run of the same length. The runs are sorted once,
/// since a search per run would be quadratic in a hostile line, where all lengths differ.
fn next_runs_of_same_length(runs: &[Range<usize>]) -> Vec<Option<usize>> {
    let mut by_length: Vec<usize> = (0..runs.len()).collect();
    by_length.sort_by_key(|run| runs[*run].len());
    let mut next = vec![None; runs.len()];
    for neighbours in by_length.windows(2) {
        if runs[neighbours[0]].len() == runs[neighbours[1]].len() {
            next[neighbours[0]] = Some(neighbours[1]);
        }
    }
    next
}

/// Closes open delimiters with a run, two characters at a time where possible.
fn close_openers(
    run: &mut Range<usize>,
    openers: &mut Vec<Range<usize>>,
    pairs: &mut Vec<DelimiterPair>,
) {
    while run.start < run.end
        && let Some(opener) = openers.last_mut()
    {
        let length = run.len().min(opener.len()).min(2);
        pairs.push(DelimiterPair {
            open: opener.end - length..opener.end,
            close: run.start..run.start + length,
        });
        run.start += length;
        opener.end -= length;
        if opener.start == opener.end {
            openers.pop();
        }
    }
}

/// Returns the next run of a character.
fn next_run(line: &str, from: usize, symbol: char) -> Option<Range<usize>> {
    let start = from + line[from..].find(symbol)?;
    let rest = &line[start..];
    let length = rest.len() - rest.trim_start_matches(symbol).len();
    Some(start..start + length)
}

fn can_open(line: &str, run: &Range<usize>) -> bool {
    let after = line[run.end..].chars().next();
    let before = line[..run.start].chars().next_back();
    after.is_some_and(|c| !c.is_whitespace()) && !is_intraword_underscore(line, run, before)
}

fn can_close(line: &str, run: &Range<usize>) -> bool {
    let after = line[run.end..].chars().next();
    let before = line[..run.start].chars().next_back();
    before.is_some_and(|c| !c.is_whitespace()) && !is_intraword_underscore(line, run, after)
}

/// Returns `true` for `_` within a word, where it is not a delimiter.
fn is_intraword_underscore(line: &str, run: &Range<usize>, outside: Option<char>) -> bool {
    line[run.clone()].starts_with('_') && outside.is_some_and(is_word_char)
}
