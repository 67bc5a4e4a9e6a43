//! The Enter key in lists and quotes.

use super::{
    Change, Selected,
    edits::Edits,
    fence,
    line::{Kind, Line},
};

/// The largest number that an item can have.
const LAST: u32 = 999_999_999;

/// Goes on with the list or the quote that the caret is in; on an empty item it ends it, or goes
/// on one level further out. Numbers that follow are set right. `None` in code, in other text
/// and with a selection: that is for the browser.
#[must_use]
pub fn enter(at: &Selected) -> Option<Change> {
    let line = Line::at(at.text(), at.range().start);
    let in_marks = at.range().start < line.start + line.content;
    let is_marked = line.item.is_some() || line.depth > 0;
    if !at.is_caret() || !is_marked || in_marks || fence::is_inside(at) {
        return None;
    }
    let mut edits = Edits::default();
    if line.rest().trim().is_empty() {
        end(at, &line, &mut edits);
    } else {
        go_on(at, &line, &mut edits);
    }
    Some(at.change(edits))
}

/// A new line with the same marks, the next number and what stood behind the caret.
fn go_on(at: &Selected, line: &Line, edits: &mut Edits) {
    let caret = at.range().start;
    let rest = &at.text()[caret..line.end()];
    let behind = caret + super::line::blanks(rest);
    edits.open(caret, format!("\n{}", next_marks(line)));
    edits.delete(caret..behind);
    if let Some(Kind::Numbered(number)) = line.item {
        renumber(at.text(), line, number.saturating_add(2), edits);
    }
}

/// Takes the innermost mark away, or makes an item of the list around of it.
fn end(at: &Selected, line: &Line, edits: &mut Edits) {
    if line.item.is_none() {
        edits.delete(line.part(line.innermost, line.text.len()));
        return;
    }
    let marks = line.part(line.quote, line.text.len());
    let Some(parent) = parent(at.text(), line) else {
        edits.delete(marks);
        if let Some(Kind::Numbered(number)) = line.item {
            renumber(at.text(), line, number, edits);
        }
        return;
    };
    edits.replace(marks, &next_marks(&parent)[parent.quote..]);
    if let Some(Kind::Numbered(number)) = parent.item {
        let moved = Line {
            indent: line.quote + parent.width(),
            ..*line
        };
        renumber(at.text(), &moved, number.saturating_add(2), edits);
    }
}

/// The nearest item before a line that is indented less.
fn parent<'a>(text: &'a str, line: &Line<'a>) -> Option<Line<'a>> {
    let mut before = line
        .preceding(text)
        .take_while(|other| other.depth == line.depth);
    let parent = before.find(|other| !other.is_blank() && other.width() < line.width())?;
    parent.item.map(|_| parent)
}

/// The marks of the line that follows on one.
pub(super) fn next_marks(line: &Line) -> String {
    let marks = &line.text[..line.content];
    match line.item {
        None | Some(Kind::Bullet) => marks.to_owned(),
        Some(Kind::Task) => marks.replace(['x', 'X'], " "),
        Some(Kind::Numbered(number)) => {
            let (before, mark) = marks.split_at(line.indent);
            let behind = mark.trim_start_matches(|c: char| c.is_ascii_digit());
            let next = number.saturating_add(1).min(LAST);
            [before, &next.to_string(), behind].concat()
        }
    }
}

/// Numbers the items of the same list that follow on a line.
fn renumber(text: &str, line: &Line, first: u32, edits: &mut Edits) {
    let mut next = first;
    for other in line.following(text).filter(|other| !other.is_blank()) {
        if other.depth != line.depth || other.width() < line.width() {
            return;
        }
        if other.width() > line.width() {
            continue;
        }
        let Some(Kind::Numbered(number)) = other.item else {
            return;
        };
        let new = next.min(LAST);
        if number != new {
            let mark = &other.text[other.indent..];
            let digits = mark.bytes().take_while(u8::is_ascii_digit).count();
            edits.replace(
                other.part(other.indent, other.indent + digits),
                new.to_string(),
            );
        }
        next = next.saturating_add(1);
    }
}
