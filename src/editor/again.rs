//! A mark that somebody types although the line has begun with it by itself.

use super::enter::next_marks;
use super::{Change, Selected, edits::Edits, fence, line::Line};

/// Takes a mark away that is typed once more where a list or a quote has gone on by itself: whoever
/// writes `- a`, Enter, `- b` from habit gets two items, not an item in an item. It is asked before
/// a blank is typed, which then is not. `None` anywhere else.
#[must_use]
pub fn mark_again(at: &Selected) -> Option<Change> {
    let line = Line::at(at.text(), at.range().start);
    let before = line.preceding(at.text()).next()?;
    let marks = next_marks(&before);
    let typed = line.text.strip_prefix(&marks)?;
    let is_again = !typed.is_empty()
        && (typed == marks.trim()
            || marks.trim().split_once(' ') == Some((typed, "[ ]"))
            || typed == "[ ]" && marks.ends_with("[ ] "));
    if !at.is_caret() || at.range().start != line.end() || !is_again || fence::is_inside(at) {
        return None;
    }
    let mut edits = Edits::default();
    edits.delete(line.end() - typed.len()..line.end());
    Some(at.change(edits))
}
