//! Moves the edges of marks to where Markdown reads them as marks.
//!
//! CommonMark reads `**` as a mark by what stands on its two sides, the
//! [flanking rules](https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run): a blank may
//! not be just inside, and punctuation just inside needs a blank or punctuation just outside.

use std::ops::Range;

use super::{
    inline::Glyph,
    style::{BOLD, CODE, ITALIC, Marks, STRUCK, UNDERSCORED},
};
use crate::editor::word::is_letter;

/// Takes marks and links off the characters of a line that cannot carry them.
pub(super) fn settle(line: &mut [Glyph]) {
    for range in spans(line, |glyph| glyph.link) {
        let blank = line[range.clone()]
            .iter()
            .take_while(|glyph| glyph.c == ' ')
            .count();
        line[range.start..range.start + blank]
            .iter_mut()
            .for_each(|glyph| glyph.link = 0);
        let blank = line[range.clone()]
            .iter()
            .rev()
            .take_while(|glyph| glyph.c == ' ')
            .count();
        line[range.end - blank..range.end]
            .iter_mut()
            .for_each(|glyph| glyph.link = 0);
    }
    unbracket(line);
    for mark in [BOLD, ITALIC, STRUCK, CODE] {
        marked(line, mark)
            .into_iter()
            .for_each(|range| trim(line, mark, range));
    }
    for (outer, inner) in [(BOLD, ITALIC), (BOLD, STRUCK), (ITALIC, STRUCK)] {
        nest(line, outer, inner);
    }
    part(line);
    underscore(line);
}

/// The longest ranges of a mark, each within one link or outside of any.
fn marked(line: &[Glyph], mark: Marks) -> Vec<Range<usize>> {
    spans(line, |glyph| {
        if glyph.marks & mark > 0 {
            glyph.link + 1
        } else {
            0
        }
    })
}

/// The longest ranges of which a key is the same and not 0.
fn spans(line: &[Glyph], key: impl Fn(&Glyph) -> usize) -> Vec<Range<usize>> {
    let mut end = 0;
    let chunks = line.chunk_by(|a, b| key(a) == key(b)).map(|chunk| {
        end += chunk.len();
        (key(&chunk[0]), end - chunk.len()..end)
    });
    chunks
        .filter(|(key, _)| *key > 0)
        .map(|(_, range)| range)
        .collect()
}

/// Takes code off that has a `]` in a link: ``[`]:`](…)`` would define a link, not show one.
fn unbracket(line: &mut [Glyph]) {
    for range in marked(line, CODE) {
        let code = &line[range.clone()];
        if code[0].link > 0 && code.iter().any(|glyph| glyph.c == ']') {
            clear(line, range, CODE);
        }
    }
}

fn trim(line: &mut [Glyph], mark: Marks, mut range: Range<usize>) {
    while !range.is_empty() && !holds(line, mark, range.start, range.start.checked_sub(1)) {
        line[range.start].marks &= !mark;
        range.start += 1;
    }
    while !range.is_empty() && !holds(line, mark, range.end - 1, Some(range.end)) {
        range.end -= 1;
        line[range.end].marks &= !mark;
    }
}

/// Whether a mark may be between one character, which it holds, and its neighbour.
fn holds(line: &[Glyph], mark: Marks, at: usize, neighbour: Option<usize>) -> bool {
    let c = line[at].c;
    c != ' ' && (mark == CODE || is_letter(c) || !is_joined(line, at, neighbour))
}

/// Whether a neighbour stands right beside a character and is a letter.
fn is_joined(line: &[Glyph], at: usize, neighbour: Option<usize>) -> bool {
    let neighbour = neighbour.and_then(|at| line.get(at));
    neighbour.is_some_and(|other| {
        let apart = other.link != line[at].link || other.marks & CODE > 0;
        !apart && other.c != ' ' && !other.c.is_ascii_punctuation()
    })
}

/// Takes the inner mark away where the two overlap without one being in the other.
fn nest(line: &mut [Glyph], outer: Marks, inner: Marks) {
    let outers = marked(line, outer);
    for range in marked(line, inner) {
        let crosses = |other: &Range<usize>| {
            let first =
                other.start < range.start && range.start < other.end && other.end < range.end;
            let last =
                range.start < other.start && other.start < range.end && range.end < other.end;
            first || last
        };
        if outers.iter().any(crosses) {
            clear(line, range, inner);
        }
    }
}

/// Takes the strike away that would stand side by side with another mark at a letter: each is
/// punctuation to the other.
fn part(line: &mut [Glyph]) {
    let others = [marked(line, BOLD), marked(line, ITALIC)].concat();
    for range in marked(line, STRUCK) {
        let starts = is_joined(line, range.start, range.start.checked_sub(1))
            && others.iter().any(|other| other.start == range.start);
        let ends = is_joined(line, range.end - 1, Some(range.end))
            && others.iter().any(|other| other.end == range.end);
        if starts || ends {
            clear(line, range, STRUCK);
        }
    }
}

/// Writes italic with underscores where it begins or ends beside bold or with it: asterisks of
/// both in a row are not always told apart. Within a word there are no underscores, so there
/// italic goes.
fn underscore(line: &mut [Glyph]) {
    let bold = marked(line, BOLD);
    for range in marked(line, ITALIC) {
        let after = bold.iter().any(|bold| bold.end == range.start);
        let before = bold.iter().any(|bold| bold.start == range.end);
        let shares = |bold: &Range<usize>| (bold.start == range.start) != (bold.end == range.end);
        if !after && !before && !bold.iter().any(shares) {
            continue;
        }
        let starts = after || !is_joined(line, range.start, range.start.checked_sub(1));
        let ends = before || !is_joined(line, range.end - 1, Some(range.end));
        clear(line, range.clone(), ITALIC);
        if starts && ends {
            line[range]
                .iter_mut()
                .for_each(|glyph| glyph.marks |= UNDERSCORED);
        }
    }
}

fn clear(line: &mut [Glyph], range: Range<usize>, mark: Marks) {
    line[range]
        .iter_mut()
        .for_each(|glyph| glyph.marks &= !mark);
}
