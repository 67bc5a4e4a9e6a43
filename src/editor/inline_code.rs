//! Code spans within a line.

use std::ops::Range;

use super::{
    change::Change,
    code_fence,
    delimiters::{DelimiterPair, code_spans},
    edits::Edits,
    inline_format::{run_around, selected_parts},
    line::Line,
    selection::{Selection, trim_range},
};

/// Turns the selection into code, or code into text. Several lines become a fenced block.
pub(super) fn toggle(selection: &Selection) -> Change {
    if Line::selected(selection).len() > 1 {
        return code_fence::toggle(selection);
    }
    let (part_selection, part) = selected_part(selection);
    if let Some(pair) = adjacent_backticks(selection.text(), &part) {
        return remove_backticks(&part_selection, pair);
    }
    if code_fence::block_around(selection).is_some() {
        return code_fence::toggle(selection);
    }
    match enclosing_backticks(selection.text(), &part) {
        Some(pair) => remove_backticks(&part_selection, pair),
        None => add_backticks(&part_selection, &part),
    }
}

/// Returns `true` if the selection is code, in a line or in a block.
pub(super) fn is_applied(selection: &Selection) -> bool {
    let (text, part) = (selection.text(), selected_part(selection).1);
    code_fence::block_around(selection).is_some()
        || (Line::selected(selection).len() == 1
            && (adjacent_backticks(text, &part).is_some()
                || enclosing_backticks(text, &part).is_some()))
}

/// Returns `true` if the selection lies within code, in a line or in a block. Text pasted there is
/// not converted.
#[must_use]
pub fn is_in_code(selection: &Selection) -> bool {
    code_fence::is_in_fenced_code(selection)
        || enclosing_backticks(selection.text(), &selection.range()).is_some()
}

/// Returns the selected part of the only line, and the selection, which becomes a caret if that
/// part is empty.
fn selected_part<'a>(selection: &Selection<'a>) -> (Selection<'a>, Range<usize>) {
    match selected_parts(selection).into_iter().next() {
        Some(part) => (selection.clone(), part),
        None => (selection.collapsed(), selection.collapsed().range()),
    }
}

/// Returns a part without the backticks on both of its sides and the spaces that separate them from
/// the code. A backtick on one side only is code.
fn without_backticks(text: &str, part: &Range<usize>) -> Range<usize> {
    let code = &text[part.clone()];
    let leading = code.len() - code.trim_start_matches('`').len();
    let trailing = code.len() - code.trim_end_matches('`').len();
    let both = leading.min(trailing);
    if leading == code.len() || both == 0 {
        return part.clone();
    }
    let inside = part.start + both..part.end - both;
    let trimmed = trim_range(text, inside.clone());
    let has_padding = inside == (trimmed.start.saturating_sub(1)..trimmed.end + 1);
    if has_padding && !padding(&text[trimmed.clone()]).is_empty() {
        trimmed
    } else {
        inside
    }
}

/// Returns the backticks directly around a part, including the spaces that separate them from
/// backticks in the part.
fn adjacent_backticks(text: &str, part: &Range<usize>) -> Option<DelimiterPair> {
    let inside = without_backticks(text, part);
    let padding_lens = [padding(&text[inside.clone()]).len(), 0];
    padding_lens.into_iter().find_map(|padding_len| {
        let padded = with_padding(text, &inside, padding_len)?;
        let length = run_around(text, &padded, '`');
        (length > 0).then(|| DelimiterPair {
            open: padded.start - length..inside.start,
            close: inside.end..padded.end + length,
        })
    })
}

fn enclosing_backticks(text: &str, part: &Range<usize>) -> Option<DelimiterPair> {
    let line = Line::containing(text, part.start);
    let part_in_line = part.start - line.start..part.end - line.start;
    let mut spans = code_spans(line.text).into_iter();
    let span = spans.find(|span| span.encloses(&part_in_line))?;
    Some(span.shifted(line.start))
}

fn remove_backticks(selection: &Selection, pair: DelimiterPair) -> Change {
    let mut edits = Edits::default();
    edits.delete_pair(pair);
    edits.into_change(selection)
}

/// Adds delimiters longer than any run of backticks in the code, and spaces if the code starts or
/// ends with a backtick.
fn add_backticks(selection: &Selection, part: &Range<usize>) -> Change {
    let inside = without_backticks(selection.text(), part);
    let code = &selection.text()[inside.clone()];
    let backticks = "`".repeat(code_fence::longest_run(code, '`') + 1);
    let padding = padding(code);
    let open = [&backticks, padding].concat();
    let close = [padding, &backticks].concat();
    let mut edits = Edits::default();
    edits.surround(selection, &[inside], [&open, &close]);
    edits.into_change(selection)
}

/// Returns the space that separates the delimiters from a backtick at the edge of the code.
fn padding(code: &str) -> &'static str {
    if code.starts_with('`') || code.ends_with('`') {
        " "
    } else {
        ""
    }
}

/// Extends a part by white space of the given length on both sides. Returns `None` if there is
/// less.
fn with_padding(text: &str, part: &Range<usize>, length: usize) -> Option<Range<usize>> {
    let padded = part.start.checked_sub(length)?..part.end + length;
    let is_blank = |range: Range<usize>| text.get(range).is_some_and(|gap| gap.trim().is_empty());
    (is_blank(padded.start..part.start) && is_blank(part.end..padded.end)).then_some(padded)
}
