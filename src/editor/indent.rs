//! The Tab key on a selection: indents and outdents lines.

use super::{change::Change, edits::Edits, line::Line, selection::Selection};

/// One level of indentation: enough to nest an item below `- ` and below `10. `.
const INDENT: &str = "    ";

/// Indents the selected lines after their quote markers. Returns `None` without a selection: Tab
/// moves the focus.
#[must_use]
pub fn indent(selection: &Selection) -> Option<Change> {
    let mut edits = Edits::default();
    let lines = Line::selected(selection);
    for line in lines.iter().filter(|line| !line.is_blank()) {
        edits.insert_before_caret(line.start + line.quote_end, INDENT);
    }
    change_of_selection(selection, edits)
}

/// Outdents the selected lines by a tab or up to four spaces. Returns `None` without a selection,
/// or if no line is indented.
#[must_use]
pub fn outdent(selection: &Selection) -> Option<Change> {
    let mut edits = Edits::default();
    for line in Line::selected(selection) {
        let length = outdent_len(&line.text[line.quote_end..]);
        if length > 0 {
            edits.delete(line.range_in_text(line.quote_end, line.quote_end + length));
        }
    }
    change_of_selection(selection, edits)
}

fn change_of_selection(selection: &Selection, edits: Edits) -> Option<Change> {
    (!selection.is_caret() && !edits.is_empty()).then(|| edits.into_change(selection))
}

/// Returns the length of the indentation to remove, in bytes.
fn outdent_len(text: &str) -> usize {
    if text.starts_with('\t') {
        return 1;
    }
    let spaces = text.len() - text.trim_start_matches(' ').len();
    spaces.min(INDENT.len())
}
