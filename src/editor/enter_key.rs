//! The Enter key in lists and quotes.

use super::{
    change::Change,
    code_fence,
    edits::Edits,
    line::{Line, ListKind, leading_blanks},
    selection::Selection,
};

/// The largest number that a list item can have.
const MAX_NUMBER: u32 = 999_999_999;

/// Continues the list or quote at the caret. On an empty item, ends the list or returns to the
/// enclosing one. The numbers of the following items are updated. Returns `None` in code, in other
/// text and with a selection: the browser handles those.
#[must_use]
pub fn continue_markup(selection: &Selection) -> Option<Change> {
    let caret = selection.range().start;
    let line = Line::containing(selection.text(), caret);
    let is_in_markers = caret < line.start + line.content_start;
    let has_markers = line.item.is_some() || line.quote_depth > 0;
    if !selection.is_caret()
        || !has_markers
        || is_in_markers
        || code_fence::is_in_fenced_code(selection)
    {
        return None;
    }
    let mut edits = Edits::default();
    if line.content().trim().is_empty() {
        end_item(selection, &line, &mut edits);
    } else {
        continue_item(selection, &line, &mut edits);
    }
    Some(edits.into_change(selection))
}

/// Starts a line with the same markers and the next number, and moves the text after the caret
/// there.
fn continue_item(selection: &Selection, line: &Line, edits: &mut Edits) {
    let caret = selection.range().start;
    let text_after_caret = &selection.text()[caret..line.end()];
    let blanks_end = caret + leading_blanks(text_after_caret);
    edits.insert_before_caret(caret, format!("\n{}", next_line_markers(line)));
    edits.delete(caret..blanks_end);
    if let Some(ListKind::Numbered(number)) = line.item {
        renumber(selection.text(), line, number.saturating_add(2), edits);
    }
}

/// Removes the innermost marker, or turns the line into an item of the enclosing list.
fn end_item(selection: &Selection, line: &Line, edits: &mut Edits) {
    if line.item.is_none() {
        edits.delete(line.range_in_text(line.innermost_quote, line.text.len()));
        return;
    }
    let markers = line.range_in_text(line.quote_end, line.text.len());
    let Some(parent) = parent_item(selection.text(), line) else {
        edits.delete(markers);
        if let Some(ListKind::Numbered(number)) = line.item {
            renumber(selection.text(), line, number, edits);
        }
        return;
    };
    edits.replace(markers, &next_line_markers(&parent)[parent.quote_end..]);
    if let Some(ListKind::Numbered(number)) = parent.item {
        let outdented = Line {
            indent_end: line.quote_end + parent.indent_width(),
            ..*line
        };
        renumber(
            selection.text(),
            &outdented,
            number.saturating_add(2),
            edits,
        );
    }
}

/// Returns the nearest item above that is indented less.
fn parent_item<'a>(text: &'a str, line: &Line<'a>) -> Option<Line<'a>> {
    let mut lines_above = line
        .preceding(text)
        .take_while(|other| other.quote_depth == line.quote_depth);
    let parent = lines_above
        .find(|other| !other.is_blank() && other.indent_width() < line.indent_width())?;
    parent.item.map(|_| parent)
}

/// Returns the markers of the line that follows a list item or quote.
pub(super) fn next_line_markers(line: &Line) -> String {
    let markers = &line.text[..line.content_start];
    match line.item {
        None | Some(ListKind::Bullet) => markers.to_owned(),
        Some(ListKind::Task) => markers.replace(['x', 'X'], " "),
        Some(ListKind::Numbered(number)) => {
            let (before, marker) = markers.split_at(line.indent_end);
            let after_number = marker.trim_start_matches(|c: char| c.is_ascii_digit());
            let next = number.saturating_add(1).min(MAX_NUMBER);
            [before, &next.to_string(), after_number].concat()
        }
    }
}

/// Renumbers the following items of the same list, from `first` on.
fn renumber(text: &str, line: &Line, first: u32, edits: &mut Edits) {
    let mut next = first;
    for other in line.following(text).filter(|other| !other.is_blank()) {
        if other.quote_depth != line.quote_depth || other.indent_width() < line.indent_width() {
            return;
        }
        if other.indent_width() > line.indent_width() {
            continue;
        }
        let Some(ListKind::Numbered(number)) = other.item else {
            return;
        };
        let new_number = next.min(MAX_NUMBER);
        if number != new_number {
            let marker = &other.text[other.indent_end..];
            let digits = marker.bytes().take_while(u8::is_ascii_digit).count();
            edits.replace(
                other.range_in_text(other.indent_end, other.indent_end + digits),
                new_number.to_string(),
            );
        }
        next = next.saturating_add(1);
    }
}
