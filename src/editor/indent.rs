//! The Tab key on a selection.

use super::{Change, Selected, edits::Edits, line::Line};

/// Deep enough for an item to be within the one above, be that `- ` or `10. `.
const STEP: &str = "    ";

/// Moves the selected lines in, behind the marks of quotes. `None` without a selection: then Tab
/// leaves the field.
#[must_use]
pub fn indent(at: &Selected) -> Option<Change> {
    let mut edits = Edits::default();
    for line in Line::touched(at).iter().filter(|line| !line.is_blank()) {
        edits.open(line.start + line.quote, STEP);
    }
    done(at, edits)
}

/// Moves the selected lines out again, by a tab or up to four blanks. `None` if there is nothing
/// selected or no line to move.
#[must_use]
pub fn outdent(at: &Selected) -> Option<Change> {
    let mut edits = Edits::default();
    for line in Line::touched(at) {
        let step = step(&line.text[line.quote..]);
        if step > 0 {
            edits.delete(line.part(line.quote, line.quote + step));
        }
    }
    done(at, edits)
}

fn done(at: &Selected, edits: Edits) -> Option<Change> {
    (!at.is_caret() && !edits.is_empty()).then(|| at.change(edits))
}

fn step(text: &str) -> usize {
    if text.starts_with('\t') {
        return 1;
    }
    let spaces = text.len() - text.trim_start_matches(' ').len();
    spaces.min(STEP.len())
}
