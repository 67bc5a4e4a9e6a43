//! The Tab key on a selection: indents and outdents lines.

use super::{
    change::Change,
    edits::Edits,
    line::{Line, ListKind},
    line_context::{ContextLines, contexts},
    list_command::Numbering,
    selection::Selection,
};

/// One level of indentation: enough to nest an item below `- ` and below `10. `.
const INDENT: &str = "    ";

/// Indentation of items that would be code with a whole level, such as the first item of a list.
const SMALL_INDENT: &str = "  ";

/// Indents the selected lines after their quote markers. A numbered list below a line of text has to
/// [start with 1][1]: numbered items are renumbered if they would become text. Items never become code
/// or text. Returns `None` without a selection: Tab moves the focus.
///
/// [1]: https://spec.commonmark.org/0.31.2/#list-items
#[must_use]
pub fn indent(selection: &Selection) -> Option<Change> {
    let lines = Line::selected(selection);
    let is_at_margin = |line: &Line| line.is_blank() || line.indent_width() == 0;
    let last_indent = match lines.iter().all(is_at_margin) {
        true => SMALL_INDENT,
        false => INDENT,
    };
    for (indent, renumbers) in [(INDENT, false), (INDENT, true), (last_indent, false)] {
        let change = indented(selection, &lines, indent, renumbers)?;
        if keeps_items(selection, &change) {
            return Some(change);
        }
    }
    Some(Change::noop(selection))
}

fn indented(
    selection: &Selection,
    lines: &[Line],
    indent: &str,
    renumbers: bool,
) -> Option<Change> {
    let mut edits = Edits::default();
    let mut numbering = Numbering::default();
    for line in lines.iter().filter(|line| !line.is_blank()) {
        edits.insert_before_caret(line.start + line.quote_end, indent);
        let next = numbering.next(line.indent_width());
        if let Some(ListKind::Numbered(_)) = line.item.filter(|_| renumbers) {
            let digits = line.text[line.indent_end..].bytes();
            let length = digits.take_while(u8::is_ascii_digit).count();
            let number = line.range_in_text(line.indent_end, line.indent_end + length);
            edits.replace(number, next.to_string());
        }
    }
    change_of_selection(selection, edits)
}

/// Returns `true` if all list items are still list items after a change.
fn keeps_items(selection: &Selection, change: &Change) -> bool {
    let lines = ContextLines::of(selection);
    let new_lines = lines.after(selection.text(), &change.apply_to(selection.text()));
    let are_items = |lines| {
        let contexts = contexts(lines).into_iter();
        contexts.map(|context| context.is_some_and(|context| context.item.is_some()))
    };
    let mut pairs = are_items(&lines.lines).zip(are_items(&new_lines));
    pairs.all(|(was_item, is_item)| is_item || !was_item)
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
