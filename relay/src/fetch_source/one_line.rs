//! Text of a source in one line.

/// Returns a text with each run of white space and control characters as one space, and without those around it.
pub fn one_line(text: &str) -> String {
    let visible = text.split(|c: char| c.is_whitespace() || c.is_control());
    let words: Vec<_> = visible.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}
