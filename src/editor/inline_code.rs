//! Code spans within a line.

use std::ops::Range;

use super::{
    caret_format::empty_element_at,
    change::Change,
    code_block,
    code_check::parses_as_code,
    code_fence,
    code_spans::code_spans,
    edits::Edits,
    inline_parts::{chars_in, contains, grow_to_elements, grow_while, overlaps, selected_parts},
    line::Line,
    parsed_text::ParsedText,
    selection::{Selection, trim_range},
    word::word_at,
};
use crate::markdown::outline::CODE;

/// Turns the selection into code, or code into text. Several lines become a fenced block.
pub(super) fn toggle(selection: &Selection) -> Change {
    if Line::selected(selection).len() > 1 || code_fence::block_around(selection).is_some() {
        return code_block::toggle(selection);
    }
    let parsed = ParsedText::around(selection);
    if let Some(change) = remove_backticks(selection, &parsed) {
        return change;
    }
    let (part_selection, parts) = code_parts(selection, &parsed);
    let (code, text): (Vec<_>, Vec<_>) = parts.into_iter().partition(|part| is_code(part, &parsed));
    add_backticks(&part_selection, &parsed, text, code.is_empty())
}

/// Turns the selected code into text. Returns `None` if it also contains text that is not code.
fn remove_backticks(selection: &Selection, parsed: &ParsedText) -> Option<Change> {
    let (part_selection, parts) = code_parts(selection, parsed);
    let delimiters = delimiters_of_all(&part_selection, &parts, parsed)?;
    let mut edits = Edits::default();
    delimiters.into_iter().for_each(|range| edits.delete(range));
    edits.sort();
    Some(edits.into_change(&part_selection))
}

/// Returns `true` if the selection is code in a line.
pub(super) fn is_applied(selection: &Selection, parsed: &ParsedText) -> bool {
    let (part_selection, parts) = code_parts(selection, parsed);
    Line::selected(selection).len() == 1
        && delimiters_of_all(&part_selection, &parts, parsed).is_some()
}

/// Returns `true` if the selection lies within code, in a line or in a block. Text pasted there is
/// not converted.
#[must_use]
pub fn is_in_code(selection: &Selection) -> bool {
    let (range, line) = (
        selection.range(),
        Line::containing(selection.text(), selection.range().start),
    );
    let encloses = |start: usize, end: usize| start <= range.start && range.end <= end;
    let mut spans = code_spans(line.text).into_iter();
    code_fence::is_in_fenced_code(selection)
        || spans.any(|span| encloses(line.start + span.open.end, line.start + span.close.start))
}

/// Returns `true` if all characters of a part are code.
fn is_code(part: &Range<usize>, parsed: &ParsedText) -> bool {
    let chars = &parsed.outline.chars;
    let mut selected = chars[chars_in(chars, part)]
        .iter()
        .filter(|c| !c.c.is_whitespace());
    !part.is_empty() && selected.all(|c| c.formats & CODE > 0)
}

/// Returns the delimiters of the code spans that contain the parts, or `None` if a part is not
/// code. A caret belongs to the span that it touches.
fn delimiters_of_all(
    selection: &Selection,
    parts: &[Range<usize>],
    parsed: &ParsedText,
) -> Option<Vec<Range<usize>>> {
    let is_caret = parts.iter().all(Range::is_empty);
    if !is_caret && !parts.iter().all(|part| is_code(part, parsed)) {
        return None;
    }
    let spans = parsed
        .outline
        .inlines
        .iter()
        .filter(|inline| inline.format == CODE);
    let spans = spans.filter(|inline| match is_caret {
        true => contains(&inline.whole, &selection.range()),
        false => parts.iter().any(|part| overlaps(part, &inline.whole)),
    });
    let delimiters: Vec<_> = spans
        .flat_map(|span| delimiters_of(selection.text(), &span.whole))
        .collect();
    if delimiters.is_empty() {
        return empty_element_at(CODE, selection, parsed).map(Vec::from);
    }
    Some(delimiters)
}

/// Returns the delimiters of a code span, including the spaces that separate them from backticks in
/// the code.
fn delimiters_of(text: &str, span: &Range<usize>) -> [Range<usize>; 2] {
    let source = &text[span.clone()];
    let length = source.len() - source.trim_start_matches('`').len();
    let inside = span.start + length..span.end - length;
    let trimmed = trim_range(text, inside.clone());
    let has_padding = inside == (trimmed.start.saturating_sub(1)..trimmed.end + 1)
        && !padding(&text[trimmed.clone()]).is_empty();
    let code = if has_padding { trimmed } else { inside };
    [span.start..code.start, code.end..span.end]
}

/// Returns the selection, and its parts on the only line: for a caret, the word at it. A selection
/// without visible text becomes a caret, with an empty part.
fn code_parts<'a>(
    selection: &Selection<'a>,
    parsed: &ParsedText,
) -> (Selection<'a>, Vec<Range<usize>>) {
    let range = selection.range();
    let mut parts = match selection.is_caret() {
        true => vec![word_at(selection.text(), range.start)],
        false => selected_parts(selection, parsed),
    };
    for part in &mut parts {
        if !selection.is_caret() {
            let selected = part.start.max(range.start)..part.end.min(range.end);
            *part = trim_range(selection.text(), selected);
        }
    }
    if parts.is_empty() {
        return (selection.collapsed(), vec![selection.collapsed().range()]);
    }
    (selection.clone(), parts)
}

/// Adds delimiters around the parts, or around the elements that they cross. Changes nothing if the
/// parts would not be parsed as code, or if `is_reversible` is `true` and applying the command again
/// would not restore the text.
fn add_backticks(
    selection: &Selection,
    parsed: &ParsedText,
    parts: Vec<Range<usize>>,
    is_reversible: bool,
) -> Change {
    let outline = &parsed.outline;
    let grow = |part: &Range<usize>| match part.is_empty() {
        true => part.clone(),
        false => grow_to_elements(grow_while(part, outline, |c| c == '`'), outline),
    };
    let grown = parts.iter().map(grow).collect();
    let mut attempts = [parts, grown]
        .into_iter()
        .map(|parts: Vec<_>| (surround(selection, &parts), parts));
    let works = |(change, parts): &(Change, Vec<Range<usize>>)| {
        parses_as_code(selection.text(), parsed, change, parts)
            && (!is_reversible || restores(selection, parsed, change))
    };
    let found = attempts.find(works);
    found.map_or_else(|| Change::noop(selection), |(change, _)| change)
}

/// Returns `true` if applying the command again after a change restores the text.
fn restores(selection: &Selection, parsed: &ParsedText, change: &Change) -> bool {
    let text = change.apply_to(selection.text());
    let toggled = Selection::new(&text, change.selection.clone());
    let second = remove_backticks(&toggled, &parsed.after(change, &text));
    code_fence::block_around(&toggled).is_none()
        && second.is_some_and(|second| second.apply_to(&text) == selection.text())
}

/// Adds delimiters longer than any run of backticks in the code, and spaces if the code starts or
/// ends with a backtick.
fn surround(selection: &Selection, parts: &[Range<usize>]) -> Change {
    let delimiters = parts.iter().map(|part| {
        let code = &selection.text()[part.clone()];
        let backticks = "`".repeat(code_fence::longest_run(code, '`') + 1);
        let padding = padding(code);
        [
            [&backticks, padding].concat(),
            [padding, &backticks].concat(),
        ]
    });
    let delimiters: Vec<_> = delimiters.collect();
    let mut edits = Edits::default();
    edits.surround(selection, parts, |index| {
        delimiters[index].each_ref().map(String::as_str)
    });
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
