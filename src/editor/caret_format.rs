//! Formats at a caret outside of words.

use std::ops::Range;

use super::{
    change::Change,
    edits::Edits,
    format::InlineFormat,
    inline_check::Promise,
    inline_parts::{chars_in, contains},
    line_context::LETTER,
    reading::Reading,
    selection::Selection,
};
use crate::markdown::outline::Formats;

/// Inserts delimiters at a caret outside of words, for text that will be typed there, or removes
/// those around the caret.
pub(super) fn toggle(format: &InlineFormat, caret: &Selection, reading: &Reading) -> Change {
    if let Some([open, close]) = delimiters_at_caret(format, caret, reading) {
        let mut edits = Edits::default();
        edits.delete(open);
        edits.delete(close);
        return edits.into_change(caret);
    }
    let offset = caret.range().start;
    let delimiters = [Some(format.delimiter), format.second_delimiter];
    let changes = delimiters.into_iter().flatten().map(|delimiter| Change {
        range: offset..offset,
        insert: delimiter.repeat(2),
        selection: offset + delimiter.len()..offset + delimiter.len(),
    });
    let mut changes = changes.filter(|change| accepts_typing(format, caret, reading, change));
    changes.next().unwrap_or_else(|| Change::none(caret))
}

/// Returns `true` if a letter typed after a change has the format, and the letter without the
/// change would be read the same otherwise.
fn accepts_typing(
    format: &InlineFormat,
    caret: &Selection,
    reading: &Reading,
    change: &Change,
) -> bool {
    let offset = caret.range().start;
    let before = reading.after(
        &letter_at(offset),
        &letter_at(offset).apply_to(caret.text()),
    );
    let text = change.apply_to(caret.text());
    let letter = letter_at(change.selection.start);
    let marked = reading.after(change, &text);
    let after = marked.after(&letter, &letter.apply_to(&text));
    let formats = |reading: &Reading| -> Vec<Formats> {
        let inlines = reading.outline.inlines.iter();
        inlines.map(|inline| inline.format).collect()
    };
    if formats(&marked) != formats(reading) {
        // The marks alone would pair with others.
        return false;
    }
    let part = offset..offset + LETTER.len();
    let promise = Promise {
        format: format.format,
        is_on: true,
        parts: std::slice::from_ref(&part),
        allowed: std::slice::from_ref(&part),
    };
    let is_read = before.outline.chars.iter().any(|c| c.source == part);
    is_read && !promise.broken(&before, &after).contains(&true)
}

/// Returns the delimiters of the element that contains the caret or touches it, or those directly
/// around the caret, which contain nothing yet.
pub(super) fn delimiters_at_caret(
    format: &InlineFormat,
    caret: &Selection,
    reading: &Reading,
) -> Option<[Range<usize>; 2]> {
    let range = caret.range();
    let mut inlines = reading.outline.inlines.iter();
    let element =
        inlines.find(|inline| inline.format == format.format && contains(&inline.whole, &range));
    if let Some((inline, inner)) = element.and_then(|inline| Some((inline, inline.inner.as_ref()?)))
    {
        return Some([inline.whole.start..inner.start, inner.end..inline.whole.end]);
    }
    empty_element_at(format.format, caret, reading)
}

/// Returns the delimiters around a caret between which nothing is typed yet: those of the element
/// that would contain nothing but a letter typed at the caret.
pub(super) fn empty_element_at(
    format: Formats,
    caret: &Selection,
    reading: &Reading,
) -> Option<[Range<usize>; 2]> {
    let offset = caret.range().start;
    let letter = letter_at(offset);
    let typed = reading.after(&letter, &letter.apply_to(caret.text()));
    let inlines = typed.outline.inlines.iter();
    let mut elements = inlines.filter(|inline| inline.format == format);
    let element = elements.find(|inline| {
        let is_around = contains(&inline.whole, &(offset..offset + LETTER.len()));
        is_around && chars_in(&typed.outline.chars, &inline.whole).len() == 1
    })?;
    Some([
        element.whole.start..offset,
        offset..element.whole.end - LETTER.len(),
    ])
}

fn letter_at(offset: usize) -> Change {
    Change {
        range: offset..offset,
        insert: LETTER.to_owned(),
        selection: offset..offset,
    }
}
