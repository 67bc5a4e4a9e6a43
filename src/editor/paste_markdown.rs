//! Inserts Markdown at the selection.

use super::{change::Change, line::Line, selection::Selection};

/// Replaces the selection with Markdown and places the caret after it. Blocks are separated from
/// the surrounding text by blank lines.
#[must_use]
pub fn paste_markdown(markdown: &str, selection: &Selection) -> Change {
    let range = selection.range();
    let text = selection.text();
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let (line_breaks_above, line_breaks_below) = if is_block(markdown) {
        (
            missing_line_breaks(before, before.ends_with('\n'), before.ends_with("\n\n")),
            missing_line_breaks(after, after.starts_with('\n'), after.starts_with("\n\n")),
        )
    } else {
        ("", "")
    };
    let caret = range.start + line_breaks_above.len() + markdown.len();
    Change {
        range,
        insert: [line_breaks_above, markdown, line_breaks_below].concat(),
        selection: caret..caret,
    }
}

fn is_block(markdown: &str) -> bool {
    let line = Line::parse(0, markdown);
    markdown.contains('\n') || line.content_start > 0 || line.content().starts_with('#')
}

/// Returns the line breaks that are missing for a blank line next to `text`, which may have one or
/// two there already.
fn missing_line_breaks(text: &str, has_one: bool, has_two: bool) -> &'static str {
    match (text.is_empty() || has_two, has_one) {
        (true, _) => "",
        (false, true) => "\n",
        (false, false) => "\n\n",
    }
}
