//! The Enter key in lists and quotes.

use super::{
    change::Change,
    edits::Edits,
    line::{Line, ListKind, leading_white_space},
    line_context::ContextLines,
    parsed_line::ParsedLine,
    selection::Selection,
};

/// The largest number that a list item can have.
const MAX_NUMBER: u32 = 999_999_999;

/// Continues the list or quote at the caret. On an empty item, ends the list or returns to the
/// enclosing one, with the blank lines that keep the next sentence outside of the list and the lines
/// below it. The numbers of the following items are updated. Returns `None` in code, in other text
/// and with a selection: the browser handles those.
#[must_use]
pub fn continue_markup(selection: &Selection) -> Option<Change> {
    let caret = selection.range().start;
    let line = Line::containing(selection.text(), caret);
    let is_in_markers = caret < line.start + line.content_start;
    let has_markers = line.item.is_some() || line.quote_depth > 0;
    if !selection.is_caret() || !has_markers || is_in_markers {
        return None;
    }
    let context_lines = ContextLines::of(selection);
    let old = ParsedLine::new(
        &context_lines,
        context_lines.lines.clone(),
        selection.text(),
        caret,
    );
    let context = old.context()?;
    let is_read = match line.item {
        Some(_) => context.item.is_some(),
        None => context.quote_depth() > 0,
    };
    if !is_read {
        return None;
    }
    if line.content().trim().is_empty() {
        return Some(end_item(selection, &line, &context_lines, &old));
    }
    let mut edits = Edits::default();
    continue_item(selection, &line, &mut edits);
    Some(edits.into_change(selection))
}

/// Ends an item, with as few blank lines as possible: text typed at the caret must be outside of
/// it, and the lines around it must be parsed as before.
fn end_item(
    selection: &Selection,
    line: &Line,
    context_lines: &ContextLines,
    old: &ParsedLine,
) -> Change {
    let change = |blank_lines, renumbers| {
        let mut edits = Edits::default();
        remove_marker(selection, line, blank_lines, renumbers, &mut edits);
        edits.into_change(selection)
    };
    let ends_item = |blank_lines: &[bool; 2]| {
        let change = change(*blank_lines, false);
        let text = change.apply_to(selection.text());
        let lines = context_lines.after(selection.text(), &text);
        let new = ParsedLine::new(context_lines, lines, &text, change.selection.start);
        new.is_outside(old)
    };
    let candidates = [[false, false], [true, false], [false, true], [true, true]];
    let found = candidates.into_iter().find(ends_item);
    change(found.unwrap_or([true, false]), true)
}

/// Starts a line with the same markers and the next number, and moves the text after the caret
/// there.
fn continue_item(selection: &Selection, line: &Line, edits: &mut Edits) {
    let caret = selection.range().start;
    let text_after_caret = &selection.text()[caret..line.end()];
    let blanks_end = caret + leading_white_space(text_after_caret);
    edits.insert_before_caret(caret, format!("\n{}", next_line_markers(line)));
    edits.delete(caret..blanks_end);
    if let Some(ListKind::Numbered(number)) = line.item {
        renumber(selection.text(), line, number.saturating_add(2), edits);
    }
}

/// Removes the innermost marker, or turns the line into an item of the enclosing list. Adds blank
/// lines above and below it.
fn remove_marker(
    selection: &Selection,
    line: &Line,
    [above, below]: [bool; 2],
    renumbers: bool,
    edits: &mut Edits,
) {
    let end = match line.item {
        Some(_) => line.quote_end,
        None => line.innermost_quote,
    };
    let quotes = &line.text[..end];
    if above {
        edits.insert_before_caret(line.start, quotes.trim_end().to_owned() + "\n");
    }
    let markers = line.range_in_text(end, line.text.len());
    let parent = line.item.and_then(|_| parent_item(selection.text(), line));
    match &parent {
        Some(parent) => edits.replace(markers, &next_line_markers(parent)[parent.quote_end..]),
        None => edits.delete(markers),
    }
    if below {
        edits.insert_after_caret(line.end(), "\n".to_owned() + quotes.trim_end());
    }
    if !renumbers {
        return;
    }
    match (line.item, parent) {
        (Some(ListKind::Numbered(number)), None) => {
            renumber(selection.text(), line, number, edits);
        }
        (_, Some(parent)) => {
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
        _ => {}
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
