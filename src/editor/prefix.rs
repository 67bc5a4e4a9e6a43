//! Headings, quotes and lists: what stands before a line.

use super::{
    Change, Selected,
    edits::Edits,
    line::{Kind, Line, blanks},
};

const HEADING: &str = "## ";
const QUOTE: &str = "> ";

/// Makes headings of the selected lines, or lines of the headings.
pub(super) fn heading(at: &Selected) -> Change {
    let on = !is_heading(at);
    let mut edits = Edits::default();
    for line in marked(at) {
        match heading_mark(&line) {
            None if on => edits.open(line.start + line.content, HEADING),
            Some(length) if !on => edits.delete(line.part(line.content, line.content + length)),
            _ => {}
        }
    }
    at.change(edits)
}

/// Whether all selected lines are headings.
pub(super) fn is_heading(at: &Selected) -> bool {
    marked(at).iter().all(|line| heading_mark(line).is_some())
}

/// Quotes the selected lines, or ends their outermost quote. Lines that are quotes already are
/// quoted with the rest: they were somebody else's.
pub(super) fn quote(at: &Selected) -> Change {
    let on = !is_quote(at);
    let mut edits = Edits::default();
    for line in Line::touched(at) {
        if on {
            edits.open(line.start, QUOTE);
        } else {
            edits.delete(line.part(0, outermost(&line)));
        }
    }
    at.change(edits)
}

/// Whether all selected lines are quotes.
pub(super) fn is_quote(at: &Selected) -> bool {
    Line::touched(at).iter().all(|line| line.depth > 0)
}

/// Makes items of that kind of the selected lines, whatever items they were, or lines of the
/// items.
pub(super) fn list(kind: Kind, at: &Selected) -> Change {
    let on = !is_list(kind, at);
    let mut numbers = Numbers::default();
    let mut edits = Edits::default();
    for line in marked(at) {
        let mark = line.part(line.indent, line.content);
        let number = numbers.next(line.width());
        match (on, line.item) {
            (false, _) => edits.delete(mark),
            (true, Some(item)) if item.is_like(kind) => {}
            (true, _) => edits.replace(mark, new_mark(kind, number)),
        }
    }
    at.change(edits)
}

/// Whether all selected lines are items of that kind.
pub(super) fn is_list(kind: Kind, at: &Selected) -> bool {
    let like = |line: &Line| line.item.is_some_and(|item| item.is_like(kind));
    marked(at).iter().all(like)
}

/// The numbers of items, counted for each depth.
#[derive(Default)]
struct Numbers(Vec<(usize, u32)>);

impl Numbers {
    fn next(&mut self, depth: usize) -> u32 {
        self.0.retain(|(deeper, _)| *deeper <= depth);
        match self.0.last_mut() {
            Some((same, number)) if *same == depth => {
                *number += 1;
                *number
            }
            _ => {
                self.0.push((depth, 1));
                1
            }
        }
    }
}

fn new_mark(kind: Kind, number: u32) -> String {
    match kind {
        Kind::Bullet => "- ".to_owned(),
        Kind::Numbered(_) => format!("{number}. "),
        Kind::Task => "- [ ] ".to_owned(),
    }
}

/// The selected lines that get a mark: those with something on them, or else the first.
fn marked<'a>(at: &Selected<'a>) -> Vec<Line<'a>> {
    let mut lines = Line::touched(at);
    if lines.iter().all(Line::is_blank) {
        lines.truncate(1);
    } else {
        lines.retain(|line| !line.is_blank());
    }
    lines
}

/// The length of a heading's mark, with the blanks behind.
fn heading_mark(line: &Line) -> Option<usize> {
    let rest = line.rest();
    let level = rest.len() - rest.trim_start_matches('#').len();
    let gap = blanks(&rest[level..]);
    let valid = (1..=6).contains(&level) && (gap > 0 || rest.len() == level);
    valid.then_some(level + gap)
}

/// Where the mark of the outermost quote ends.
fn outermost(line: &Line) -> usize {
    let mark = line.text.find('>').map_or(0, |at| at + 1);
    mark + usize::from(line.text[mark..].starts_with(' '))
}
