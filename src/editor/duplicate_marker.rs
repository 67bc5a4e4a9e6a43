//! A list or quote marker typed on a line that already starts with one.

use super::{
    change::Change, code_fence, edits::Edits, enter_key::next_line_markers, line::Line,
    selection::Selection,
};

/// Removes a marker that is typed again where a list or quote was continued automatically: typing
/// `- a`, Enter, `- b` from habit gives two items, not an item within an item. Called before a
/// space is typed, which is then dropped. Returns `None` anywhere else.
#[must_use]
pub fn remove_duplicate_marker(selection: &Selection) -> Option<Change> {
    let caret = selection.range().start;
    let line = Line::containing(selection.text(), caret);
    let previous_line = line.preceding(selection.text()).next()?;
    let markers = next_line_markers(&previous_line);
    let typed = line.text.strip_prefix(&markers)?;
    let is_duplicate = !typed.is_empty()
        && (typed == markers.trim()
            || markers.trim().split_once(' ') == Some((typed, "[ ]"))
            || typed == "[ ]" && markers.ends_with("[ ] "));
    if !selection.is_caret()
        || caret != line.end()
        || !is_duplicate
        || code_fence::is_in_fenced_code(selection)
    {
        return None;
    }
    let mut edits = Edits::default();
    edits.delete(line.end() - typed.len()..line.end());
    Some(edits.into_change(selection))
}
