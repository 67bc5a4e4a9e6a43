//! The word around a caret.

use std::ops::Range;

/// The word that a caret touches; empty if it touches none.
pub(super) fn around(text: &str, caret: usize) -> Range<usize> {
    let (before, after) = text.split_at(caret);
    let start = caret - length(before.chars().rev(), after.chars().next());
    let end = caret + length(after.chars(), before.chars().next_back());
    start..end
}

/// Whether a character is part of words in any script. Only ASCII's punctuation is known here:
/// a table of Unicode's would cost more than it gives.
pub(super) fn is_word(c: char) -> bool {
    !c.is_whitespace() && !c.is_ascii_punctuation() && !c.is_control()
}

/// Whether a character is certainly no punctuation and no symbol, without a table of Unicode's.
pub(super) const fn is_letter(c: char) -> bool {
    match c {
        '\u{D7}' | '\u{F7}' => false,
        '\0'..='\u{BF}' => c.is_ascii_alphanumeric(),
        '\u{2000}'..='\u{2BFF}' | '\u{2E00}'..='\u{303F}' | '\u{3200}'..='\u{33FF}' => false,
        '\u{FE10}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF0F}' | '\u{1F000}'..='\u{1FAFF}' => false,
        _ => true,
    }
}

/// How many bytes of a word follow; `_`, `'`, `.` and `-` count between two characters of words.
fn length(chars: impl Iterator<Item = char>, opposite: Option<char>) -> usize {
    let mut chars = chars.peekable();
    let mut last = opposite;
    let mut length = 0;
    while let Some(c) = chars.next() {
        let joins = "_'.-".contains(c)
            && last.is_some_and(is_word)
            && chars.peek().copied().is_some_and(is_word);
        if !is_word(c) && !joins {
            break;
        }
        length += c.len_utf8();
        last = Some(c);
    }
    length
}
