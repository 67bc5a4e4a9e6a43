//! Markdown that comes from the clipboard.

use super::{Change, Selected, line::Line};

/// How many lines a text has; the end of the last one begins no other.
#[must_use]
pub fn lines(text: &str) -> usize {
    text.lines().count()
}

/// Puts Markdown in the place of what is selected and the caret behind it. Blocks get blank
/// lines between them and the text around.
#[must_use]
pub fn paste_markdown(markdown: &str, at: &Selected) -> Change {
    let range = at.range();
    let (before, after) = (&at.text()[..range.start], &at.text()[range.end..]);
    let (above, below) = if is_block(markdown) {
        (
            missing(before.ends_with('\n'), before.ends_with("\n\n"), before),
            missing(after.starts_with('\n'), after.starts_with("\n\n"), after),
        )
    } else {
        ("", "")
    };
    let caret = range.start + above.len() + markdown.len();
    Change {
        range,
        insert: [above, markdown, below].concat(),
        selection: caret..caret,
    }
}

fn is_block(markdown: &str) -> bool {
    let line = Line::parse(0, markdown);
    markdown.contains('\n') || line.content > 0 || line.rest().starts_with('#')
}

/// The line ends that are missing to a blank line.
fn missing(one: bool, two: bool, text: &str) -> &'static str {
    match (text.is_empty() || two, one) {
        (true, _) => "",
        (false, true) => "\n",
        (false, false) => "\n\n",
    }
}
