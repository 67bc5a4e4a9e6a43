//! Bold, italic and strikethrough: delimiters around parts of lines.
//!
//! The positions of the delimiters are validated by parsing the result. Directly around a part,
//! CommonMark's [flanking rules][1] may not accept them: `これは**「重要」**です` is not bold. In
//! that case, they move behind the punctuation, or the part grows.
//!
//! [1]: https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run

use std::ops::Range;

use super::{
    caret_format::{self, delimiters_at_caret},
    change::Change,
    delimiter_positions::{ATTEMPTS, Position, merge, position},
    edits::Edits,
    inline_check::{ExpectedChange, has_format},
    inline_format::InlineFormat,
    inline_parts::{chars_in, contains, overlaps, selected_parts, without_punctuation},
    parsed_text::ParsedText,
    selection::Selection,
};
use crate::markdown::outline::{Formats, Inline, Outline};

/// Maximum number of parts that are each tried at several positions.
const MAX_RETRIED_PARTS: usize = 100;

/// Applies a format to each selected part of a line that does not have it, or removes it if all
/// parts have it. Changes nothing where Markdown has no such format, for example in code, or where
/// applying it again would not restore the text.
pub(super) fn toggle(format: &InlineFormat, selection: &Selection) -> Change {
    Toggle::new(format, selection, true).change()
}

/// Returns `true` if all selected parts have a format.
pub(super) fn is_applied(
    format: &InlineFormat,
    selection: &Selection,
    parsed: &ParsedText,
) -> bool {
    let parts = selected_parts(selection, parsed);
    if parts.is_empty() {
        return delimiters_at_caret(format, selection, parsed).is_some();
    }
    are_formatted(&parts, &parsed.outline, format.format)
}

/// A format that is toggled on a selection.
struct Toggle<'a> {
    format: &'a InlineFormat,
    selection: &'a Selection<'a>,
    parsed: ParsedText,
    /// The selected parts.
    parts: Vec<Range<usize>>,
    /// `true` if applying the format again must restore the text.
    is_reversible: bool,
}

impl<'a> Toggle<'a> {
    fn new(format: &'a InlineFormat, selection: &'a Selection<'a>, is_reversible: bool) -> Self {
        let parsed = ParsedText::around(selection);
        let parts = selected_parts(selection, &parsed);
        let outline = &parsed.outline;
        let has_format = |part: &Range<usize>| part_has_format(part, outline, format.format);
        // Text that had the format before loses it when the format is applied again.
        let is_reversible = is_reversible && !parts.iter().any(has_format);
        Self {
            format,
            selection,
            parsed,
            parts,
            is_reversible,
        }
    }

    fn change(&self) -> Change {
        if self.parts.is_empty() {
            return caret_format::toggle(self.format, self.selection, &self.parsed);
        }
        if are_formatted(&self.parts, &self.parsed.outline, self.format.format) {
            return self.remove(&self.parts);
        }
        let parts = self.parts.iter().cloned();
        let (formatted, others): (Vec<_>, Vec<_>) = parts.partition(|part| self.has_format(part));
        let change = self.add(&others);
        if change.is_noop() && !formatted.is_empty() {
            return self.remove(&formatted);
        }
        change
    }

    fn has_format(&self, part: &Range<usize>) -> bool {
        part_has_format(part, &self.parsed.outline, self.format.format)
    }

    /// Removes the delimiters of the format around the parts.
    fn remove(&self, parts: &[Range<usize>]) -> Change {
        let is_selected = |inline: &&Inline| {
            inline.format == self.format.format
                && parts.iter().any(|part| overlaps(part, &inline.whole))
        };
        let inlines = self.parsed.outline.inlines.iter();
        let inlines: Vec<&Inline> = inlines.filter(is_selected).collect();
        let mut edits = Edits::default();
        inlines
            .iter()
            .for_each(|inline| delete_delimiters(inline, &mut edits));
        edits.sort();
        let change = edits.into_change(self.selection);
        let allowed: Vec<_> = inlines.iter().map(|inline| inline.whole.clone()).collect();
        let expected = ExpectedChange {
            format: self.format.format,
            is_on: false,
            parts,
            allowed: &allowed,
        };
        let text = change.apply_to(self.selection.text());
        match expected.is_met(&self.parsed, &self.parsed.after(&change, &text)) {
            true => change,
            false => Change::noop(self.selection),
        }
    }

    /// Adds delimiters around the parts. A part for which they do not work at one position gets them
    /// at the next one.
    fn add(&self, parts: &[Range<usize>]) -> Change {
        let first: Vec<_> = parts.iter().map(|part| (part, 0)).collect();
        let (change, unmet) = self.attempt(self.selection, &first);
        if !unmet.contains(&true) {
            return change;
        }
        let mut attempts = Vec::new();
        for (part, is_unmet) in parts.iter().zip(unmet) {
            let number = match is_unmet {
                true if parts.len() > MAX_RETRIED_PARTS => None,
                true => self.working_position(part),
                false => Some(0),
            };
            attempts.extend(number.map(|number| (part, number)));
        }
        let (change, unmet) = self.attempt(self.selection, &attempts);
        if unmet.contains(&true) {
            Change::noop(self.selection)
        } else {
            change
        }
    }

    /// Returns the first position at which delimiters work for a part alone.
    fn working_position(&self, part: &Range<usize>) -> Option<usize> {
        let selected = Selection::new(self.selection.text(), part.clone());
        let selection = match self.parts.len() {
            1 => self.selection,
            _ => &selected,
        };
        let works = |number: &usize| {
            let (_, unmet) = self.attempt(selection, &[(part, *number)]);
            !unmet.contains(&true)
        };
        (0..ATTEMPTS).find(works)
    }

    /// Adds delimiters around parts, each at one of its positions. Returns `true` for each part for
    /// which they do not work.
    fn attempt(
        &self,
        selection: &Selection,
        attempts: &[(&Range<usize>, usize)],
    ) -> (Change, Vec<bool>) {
        let parts: Vec<Range<usize>> = attempts.iter().map(|(part, _)| (*part).clone()).collect();
        let positions = attempts
            .iter()
            .map(|(part, number)| position(self.format, part, *number, &self.parsed));
        let positions = merge(positions);
        let (change, removes_delimiters) = self.add_at(selection, &positions);
        let allowed: Vec<_> = positions.into_iter().map(|(range, _)| range).collect();
        let expected = ExpectedChange {
            format: self.format.format,
            is_on: true,
            parts: &parts,
            allowed: &allowed,
        };
        let text = change.apply_to(selection.text());
        let mut unmet = expected.unmet_parts(&self.parsed, &self.parsed.after(&change, &text));
        if self.is_reversible && !removes_delimiters && !unmet.contains(&true) {
            unmet = self.unrestored_parts(selection, &change, &parts);
        }
        (change, unmet)
    }

    /// Returns `true` for each part whose line a second toggle would not restore, or for all parts if
    /// only other lines would differ.
    fn unrestored_parts(
        &self,
        selection: &Selection,
        change: &Change,
        parts: &[Range<usize>],
    ) -> Vec<bool> {
        let text = change.apply_to(selection.text());
        let toggled = Selection::new(&text, change.selection.clone());
        let second = Toggle::new(self.format, &toggled, false).change();
        let (original, restored) = (selection.text(), second.apply_to(&text));
        if original == restored {
            return vec![false; parts.len()];
        }
        let start = self.parsed.range.start;
        let lines: Vec<_> = original[start..].split('\n').collect();
        let restored: Vec<_> = restored.get(start..).unwrap_or("").split('\n').collect();
        let (mut line, mut end) = (0, start);
        let is_unrestored = |part: &Range<usize>| {
            let between = original.get(end..part.start).unwrap_or_default();
            line += between.matches('\n').count();
            end = part.start;
            lines.get(line) != restored.get(line)
        };
        let unrestored: Vec<bool> = parts.iter().map(is_unrestored).collect();
        match unrestored.contains(&true) {
            true => unrestored,
            false => vec![true; parts.len()],
        }
    }

    /// Adds delimiters around ranges, and removes delimiters of that format within them. Also
    /// returns `true` if there are delimiters to remove.
    fn add_at(&self, selection: &Selection, positions: &[Position]) -> (Change, bool) {
        let mut edits = Edits::default();
        let ranges: Vec<_> = positions.iter().map(|(range, _)| range.clone()).collect();
        edits.surround(selection, &ranges, |index| [positions[index].1; 2]);
        let is_within = |inline: &&Inline| {
            inline.format == self.format.format
                && ranges.iter().any(|range| contains(range, &inline.whole))
        };
        let mut removed = self
            .parsed
            .outline
            .inlines
            .iter()
            .filter(is_within)
            .peekable();
        let removes_delimiters = removed.peek().is_some();
        removed.for_each(|inline| delete_delimiters(inline, &mut edits));
        edits.sort();
        (edits.into_change(selection), removes_delimiters)
    }
}

/// Returns `true` if all parts with words have a format. Parts without words count only in a selection
/// without words, and one of them is enough: Markdown does not accept all of them.
fn are_formatted(parts: &[Range<usize>], outline: &Outline, format: Formats) -> bool {
    let has_words = |part: &&Range<usize>| without_punctuation(part, outline).is_some();
    let mut words = parts.iter().filter(has_words).peekable();
    match words.peek() {
        Some(_) => words.all(|part| part_has_format(part, outline, format)),
        None => {
            let mut parts = parts.iter();
            parts.any(|part| part_has_format(part, outline, format))
        }
    }
}

fn part_has_format(part: &Range<usize>, outline: &Outline, format: Formats) -> bool {
    has_format(&outline.chars[chars_in(&outline.chars, part)], format)
}

fn delete_delimiters(inline: &Inline, edits: &mut Edits) {
    if let Some(inner) = &inline.inner {
        edits.delete(inline.whole.start..inner.start);
        edits.delete(inner.end..inline.whole.end);
    }
}
