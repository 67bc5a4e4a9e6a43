//! Random text and selections.

use std::ops::Range;

use open_ticket::markdown::outline::{Formats, Outline};
use proptest::prelude::*;

/// Returns the configuration of a property with a number of cases. `PROPTEST_CASES` overrides it.
pub fn config(cases: u32) -> ProptestConfig {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default(),
        None => ProptestConfig::with_cases(cases),
    }
}

/// Pieces with a meaning in Markdown, or with characters of several bytes or code points.
const PIECES: [&str; 46] = [
    "a",
    "b c",
    "word ",
    " ",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "> ",
    ">",
    "- ",
    "* ",
    "1. ",
    "99. ",
    "- [ ] ",
    "- [x] ",
    "# ",
    "## ",
    "*",
    "**",
    "***",
    "_",
    "__",
    "~",
    "~~",
    "`",
    "``",
    "```",
    "```\n",
    "\n```\n",
    "~~~\n",
    "\\",
    "[",
    "](",
    ")",
    "](url)",
    "https://x.org",
    "|",
    "'",
    ".",
    "é",
    "e\u{301}",
    "👩‍👧",
    "שלום",
    "\u{a0}",
    "\0",
];

/// Pieces of plain lines.
const WORDS: [&str; 9] = ["a", "b c", " ", "\n", "\n\n", "  ", "é", "👩‍👧", "(x)"];

/// Words and punctuation of several scripts, without Markdown syntax.
const SCRIPTS: [&str; 24] = [
    "a",
    "word",
    "é",
    "これは",
    "重要",
    "「",
    "」",
    "。",
    "，",
    "שלום",
    "نص",
    "текст",
    "한국어",
    "ไทย",
    "\"",
    "“",
    "”",
    "(",
    ")",
    "?",
    "…",
    " ",
    "\n",
    "x²",
];

/// Returns `true` if one of the selected lines contains an element of a format, or a part of one. A
/// line that shares an element with a selected line, such as a code span, counts as selected.
pub fn has_format_on_a_line(format: Formats, text: &str, selection: &Range<usize>) -> bool {
    let lines_of = |range: &Range<usize>| {
        let start = text[..range.start].rfind('\n').map_or(0, |end| end + 1);
        let end = text[range.end..].find('\n');
        start..end.map_or(text.len(), |end| range.end + end)
    };
    let inlines = Outline::parse(text, 0..text.len()).inlines;
    let mut lines = lines_of(selection);
    let is_on_lines = |whole: &Range<usize>, lines: &Range<usize>| {
        whole.start <= lines.end && lines.start <= whole.end
    };
    while let Some(inline) = inlines.iter().find(|inline| {
        let is_inside = lines.start <= inline.whole.start && inline.whole.end <= lines.end;
        is_on_lines(&inline.whole, &lines) && !is_inside
    }) {
        let whole = &inline.whole;
        lines = lines_of(&(lines.start.min(whole.start)..lines.end.max(whole.end)));
    }
    let mut elements = inlines.iter().filter(|inline| inline.format == format);
    elements.any(|inline| is_on_lines(&inline.whole, &lines))
}

/// Generates any text with any valid selection.
pub fn any_selection() -> impl Strategy<Value = (String, Range<usize>)> {
    let text = prop_oneof![4 => join_pieces(&PIECES), 1 => any::<String>()];
    (text, any::<usize>(), 0_usize..20).prop_map(select)
}

/// Generates text without Markdown syntax, with any valid selection.
pub fn plain_selection() -> impl Strategy<Value = (String, Range<usize>)> {
    (join_pieces(&WORDS), any::<usize>(), 0_usize..20).prop_map(select)
}

/// Generates text without Markdown syntax in any script, with any valid selection of text.
pub fn selection_in_any_script() -> impl Strategy<Value = (String, Range<usize>)> {
    let text = join_pieces(&SCRIPTS);
    let selected = (text, any::<usize>(), 1_usize..20).prop_map(select);
    selected.prop_map(|(text, range)| {
        let part = &text[range.clone()];
        let start = range.start + part.len() - part.trim_start().len();
        let end = start + part.trim().len();
        (text, start..end)
    })
}

fn join_pieces(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let parts = prop::collection::vec(prop::sample::select(pieces), 0..20);
    parts.prop_map(|parts| parts.concat())
}

fn select((text, start, length): (String, usize, usize)) -> (String, Range<usize>) {
    let boundaries: Vec<usize> = text
        .char_indices()
        .map(|(offset, _)| offset)
        .chain([text.len()])
        .collect();
    let first = start % boundaries.len();
    let last = (first + length).min(boundaries.len() - 1);
    (text, boundaries[first]..boundaries[last])
}
