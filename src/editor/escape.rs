//! Escapes text that Markdown must show verbatim.

use super::word::is_never_punctuation;

/// Escapes a whole line of text: a backslash before each character that Markdown could interpret.
pub(super) fn escape_line(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    for (offset, c) in line.char_indices() {
        if needs_escape(&line[..offset], c, &line[offset + c.len_utf8()..]) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Returns `true` if Markdown could interpret a character, given the rest of its line before and
/// after it.
pub(super) fn needs_escape(before: &str, c: char, after: &str) -> bool {
    is_inline_syntax(before.chars().next_back(), c, after.chars().next())
        || starts_block(before, c, after)
}

fn is_inline_syntax(before: Option<char>, c: char, after: Option<char>) -> bool {
    let is_letter = |c: char| c.is_ascii_alphabetic();
    match c {
        '\\' | '`' | '*' | '[' | ']' | '~' | '|' => true,
        '_' => {
            !(before.is_some_and(is_never_punctuation) && after.is_some_and(is_never_punctuation))
        }
        '<' => after.is_none_or(|c| is_letter(c) || "/!?".contains(c)),
        '&' => after.is_none_or(|c| is_letter(c) || c == '#'),
        _ => false,
    }
}

/// Returns `true` if a character could start a block, or end a heading.
fn starts_block(before: &str, c: char, after: &str) -> bool {
    let is_first = before.is_empty();
    let is_followed_by_gap = |text: &str| text.is_empty() || text.starts_with(' ');
    let follows_number =
        !is_first && before.len() < 10 && before.bytes().all(|c| c.is_ascii_digit());
    match c {
        '#' => {
            (is_first || before.ends_with(' ')) && is_followed_by_gap(after.trim_start_matches('#'))
        }
        '>' => is_first,
        '+' => is_first && is_followed_by_gap(after),
        '-' | '=' => is_first && (is_followed_by_gap(after) || after.starts_with(c)),
        '.' | ')' => follows_number && is_followed_by_gap(after),
        _ => false,
    }
}
