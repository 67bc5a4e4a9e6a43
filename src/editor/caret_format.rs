//! Formats at a caret outside of words.

use std::ops::Range;

use super::{
    change::Change,
    edits::Edits,
    inline_check::ExpectedChange,
    inline_format::InlineFormat,
    inline_parts::{chars_in, contains, overlaps},
    line_context::PROBE_LETTER,
    parsed_text::ParsedText,
    selection::Selection,
};
use crate::markdown::outline::Formats;

/// Inserts delimiters at a caret outside of words, for text that will be typed there, or removes
/// those around the caret. Changes nothing if toggling again would not restore the text, or if the
/// selection contains text that cannot be formatted.
pub(super) fn toggle(format: &InlineFormat, selection: &Selection, parsed: &ParsedText) -> Change {
    let caret = selection.collapsed();
    if delimiters_at_caret(format, selection, parsed).is_some() {
        let change = remove_at_caret(format, selection, parsed);
        return change.unwrap_or_else(|| Change::noop(selection));
    }
    let offset = caret.range().start;
    let delimiters = [Some(format.delimiter), format.second_delimiter];
    let changes = delimiters.into_iter().flatten().map(|delimiter| Change {
        range: offset..offset,
        insert: delimiter.repeat(2),
        selection: offset + delimiter.len()..offset + delimiter.len(),
    });
    let mut changes = changes.filter(|change| {
        is_blank(selection)
            && accepts_typing(format, &caret, parsed, change)
            && is_reversible(format, &caret, parsed, change)
    });
    changes.next().unwrap_or_else(|| Change::noop(selection))
}

/// Returns `true` if toggling again restores the text.
fn is_reversible(
    format: &InlineFormat,
    caret: &Selection,
    parsed: &ParsedText,
    change: &Change,
) -> bool {
    let text = change.apply_to(caret.text());
    let toggled = Selection::new(&text, change.selection.clone());
    let second = remove_at_caret(format, &toggled, &parsed.after(change, &text));
    second.is_some_and(|second| second.apply_to(&text) == caret.text())
}

/// Removes the delimiters at the caret. Returns `None` if that would change more than the format.
fn remove_at_caret(
    format: &InlineFormat,
    selection: &Selection,
    parsed: &ParsedText,
) -> Option<Change> {
    let caret = selection.collapsed();
    let [open, close] = delimiters_at_caret(format, selection, parsed)?;
    let is_empty = open.end == close.start;
    let whole = open.start..close.end;
    let mut edits = Edits::default();
    edits.delete(open);
    edits.delete(close);
    let change = edits.into_change(&caret);
    let text = change.apply_to(caret.text());
    let after = parsed.after(&change, &text);
    let expected = |allowed| ExpectedChange {
        format: format.format,
        is_on: false,
        parts: &[],
        allowed,
    };
    let is_met = if is_empty {
        let letter = letter_at(caret.range().start);
        let before = parsed.after(&letter, &letter.apply_to(caret.text()));
        let letter = letter_at(change.selection.start);
        let after = after.after(&letter, &letter.apply_to(&text));
        let typed = whole.start..whole.end + PROBE_LETTER.len();
        expected(&[typed]).is_met(&before, &after)
    } else {
        expected(&[whole]).is_met(parsed, &after)
    };
    is_met.then_some(change)
}

/// Returns `true` if a selection contains nothing but white space.
fn is_blank(selection: &Selection) -> bool {
    selection.trimmed_range().is_empty()
}

/// Returns `true` if a letter typed after a change has the format, and is parsed like a letter typed
/// without the change in all other respects.
fn accepts_typing(
    format: &InlineFormat,
    caret: &Selection,
    parsed: &ParsedText,
    change: &Change,
) -> bool {
    let offset = caret.range().start;
    let before = parsed.after(
        &letter_at(offset),
        &letter_at(offset).apply_to(caret.text()),
    );
    let text = change.apply_to(caret.text());
    let letter = letter_at(change.selection.start);
    let marked = parsed.after(change, &text);
    let after = marked.after(&letter, &letter.apply_to(&text));
    let formats = |parsed: &ParsedText| -> Vec<Formats> {
        let inlines = parsed.outline.inlines.iter();
        inlines.map(|inline| inline.format).collect()
    };
    if formats(&marked) != formats(parsed) {
        // Before anything is typed, the delimiters would pair with others.
        return false;
    }
    let part = offset..offset + PROBE_LETTER.len();
    let expected = ExpectedChange {
        format: format.format,
        is_on: true,
        parts: std::slice::from_ref(&part),
        allowed: std::slice::from_ref(&part),
    };
    let is_read = before.outline.chars.iter().any(|c| c.source == part);
    is_read && expected.is_met(&before, &after)
}

/// Returns the delimiters of the element that contains the caret or touches it, or those directly
/// around the caret, with no text between them.
pub(super) fn delimiters_at_caret(
    format: &InlineFormat,
    selection: &Selection,
    parsed: &ParsedText,
) -> Option<[Range<usize>; 2]> {
    let caret = selection.collapsed();
    let range = caret.range();
    let mut inlines = parsed.outline.inlines.iter();
    let element =
        inlines.find(|inline| inline.format == format.format && contains(&inline.whole, &range));
    if let Some((inline, inner)) = element.and_then(|inline| Some((inline, inline.inner.as_ref()?)))
    {
        return Some([inline.whole.start..inner.start, inner.end..inline.whole.end]);
    }
    empty_element_at(format.format, &caret, parsed).filter(|_| is_blank(selection))
}

/// Returns the delimiters around a caret between which nothing is typed yet: the delimiters of the
/// element that would contain nothing but a letter typed at the caret.
pub(super) fn empty_element_at(
    format: Formats,
    caret: &Selection,
    parsed: &ParsedText,
) -> Option<[Range<usize>; 2]> {
    let offset = caret.range().start;
    let letter = letter_at(offset);
    let typed = parsed.after(&letter, &letter.apply_to(caret.text()));
    let inlines = typed.outline.inlines.iter();
    let mut elements = inlines.filter(|inline| inline.format == format);
    let element = elements.find(|inline| {
        let is_around = contains(&inline.whole, &(offset..offset + PROBE_LETTER.len()));
        is_around && chars_in(&typed.outline.chars, &inline.whole).len() == 1
    })?;
    let delimiters = element.whole.start..element.whole.end - PROBE_LETTER.len();
    let mut inlines = parsed.outline.inlines.iter();
    let is_text = inlines.all(|inline| {
        let inner = inline.inner.as_ref();
        !overlaps(&inline.whole, &delimiters)
            || inner.is_some_and(|inner| contains(inner, &delimiters))
    });
    // The delimiters of an element that contains text do not count.
    is_text.then_some([delimiters.start..offset, offset..delimiters.end])
}

fn letter_at(offset: usize) -> Change {
    Change {
        range: offset..offset,
        insert: PROBE_LETTER.to_owned(),
        selection: offset..offset,
    }
}
