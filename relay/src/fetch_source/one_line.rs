//! Text of a source in one line.

use open_ticket::ticket::{is_blank, is_unsafe_in_line};

/// Returns a text with each run of white space and control characters replaced by one space, and trimmed.
/// Characters that change the direction of text are removed. Empty if no part of the text is visible.
pub fn one_line(text: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|c| {
            let is_space = c.is_whitespace() || c.is_control();
            if is_space { ' ' } else { c }
        })
        .filter(|c| !is_unsafe_in_line(*c))
        .collect();
    if is_blank(&spaced) {
        return String::new();
    }
    let words: Vec<_> = spaced.split_whitespace().collect();
    words.join(" ")
}
