//! Word boundaries, without Unicode tables.

use std::ops::Range;

/// Returns the range of the word at the caret, or an empty range if there is none.
pub(super) fn word_at(text: &str, caret: usize) -> Range<usize> {
    let (before, after) = text.split_at(caret);
    let start = caret - word_len(before.chars().rev(), after.chars().next());
    let end = caret + word_len(after.chars(), before.chars().next_back());
    start..end
}

/// Returns `true` if a character is part of words, in any script. Of punctuation, only ASCII is
/// excluded: a Unicode table would be too large for its benefit.
fn is_word_char(c: char) -> bool {
    !c.is_whitespace() && !c.is_ascii_punctuation() && !c.is_control()
}

/// Returns `true` if a character is in no Unicode block of general punctuation or symbols. Without a
/// table of characters, the punctuation of single scripts, such as U+060C, is not recognized.
pub(super) const fn is_never_punctuation(c: char) -> bool {
    match c {
        '\u{D7}' | '\u{F7}' => false,
        'ª' | '²' | '³' | 'µ' | '¹' | 'º' | '¼'..='¾' => true,
        '\0'..='\u{BF}' => c.is_ascii_alphanumeric(),
        '\u{2000}'..='\u{2BFF}' | '\u{2E00}'..='\u{303F}' | '\u{3200}'..='\u{33FF}' => false,
        '\u{FE10}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF0F}' | '\u{FFFC}'..='\u{FFFD}' => false,
        '\u{1F000}'..='\u{1FAFF}' => false,
        _ => true,
    }
}

/// Returns the length of the word's part on one side of the caret, in bytes. `_`, `'`, `.` and `-`
/// count between two word characters. `opposite` is the character on the other side of the caret.
fn word_len(chars: impl Iterator<Item = char>, opposite: Option<char>) -> usize {
    let mut chars = chars.peekable();
    let mut previous = opposite;
    let mut length = 0;
    while let Some(c) = chars.next() {
        let is_connector = "_'.-".contains(c)
            && previous.is_some_and(is_word_char)
            && chars.peek().copied().is_some_and(is_word_char);
        if !is_word_char(c) && !is_connector {
            break;
        }
        length += c.len_utf8();
        previous = Some(c);
    }
    length
}
