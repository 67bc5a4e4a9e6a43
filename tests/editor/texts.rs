//! Random texts and selections.

use std::ops::Range;

use proptest::prelude::*;

/// Pieces that mean something in Markdown, or are hard to cut.
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

/// Any text, and any selection that is a selection.
pub fn any_selected() -> impl Strategy<Value = (String, Range<usize>)> {
    let text = prop_oneof![4 => soup(&PIECES), 1 => any::<String>()];
    (text, any::<usize>(), 0_usize..20).prop_map(select)
}

/// A text without marks, and a selection.
pub fn plain_selected() -> impl Strategy<Value = (String, Range<usize>)> {
    (soup(&WORDS), any::<usize>(), 0_usize..20).prop_map(select)
}

fn soup(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let parts = prop::collection::vec(prop::sample::select(pieces), 0..20);
    parts.prop_map(|parts| parts.concat())
}

fn select((text, start, length): (String, usize, usize)) -> (String, Range<usize>) {
    let places: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let first = start % places.len();
    let last = (first + length).min(places.len() - 1);
    (text, places[first]..places[last])
}
