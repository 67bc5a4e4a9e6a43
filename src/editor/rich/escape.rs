//! Text that Markdown is to show as it is.

use crate::editor::word::is_letter;

/// A whole line of text with a backslash before each character that Markdown would read as a
/// mark.
pub(in crate::editor) fn escaped(line: &str) -> String {
    let mut written = String::with_capacity(line.len());
    for (at, c) in line.char_indices() {
        if needs_escape(&line[..at], c, &line[at + c.len_utf8()..]) {
            written.push('\\');
        }
        written.push(c);
    }
    written
}

/// Whether a character could be a mark between what stands before and behind it in its line.
pub(super) fn needs_escape(before: &str, c: char, after: &str) -> bool {
    is_mark(before.chars().next_back(), c, after.chars().next()) || begins_block(before, c, after)
}

fn is_mark(before: Option<char>, c: char, after: Option<char>) -> bool {
    let letter = |c: char| c.is_ascii_alphabetic();
    match c {
        '\\' | '`' | '*' | '[' | ']' | '~' | '|' => true,
        '_' => !(before.is_some_and(is_letter) && after.is_some_and(is_letter)),
        '<' => after.is_none_or(|c| letter(c) || "/!?".contains(c)),
        '&' => after.is_none_or(|c| letter(c) || c == '#'),
        _ => false,
    }
}

/// Whether a character could begin a block, or end a heading.
fn begins_block(before: &str, c: char, after: &str) -> bool {
    let first = before.is_empty();
    let gap = |text: &str| text.is_empty() || text.starts_with(' ');
    let number = !first && before.len() < 10 && before.bytes().all(|c| c.is_ascii_digit());
    match c {
        '#' => (first || before.ends_with(' ')) && gap(after.trim_start_matches('#')),
        '>' => first,
        '+' => first && gap(after),
        '-' | '=' => first && (gap(after) || after.starts_with(c)),
        '.' | ')' => number && gap(after),
        _ => false,
    }
}
