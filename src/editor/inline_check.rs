//! Compares the parsed Markdown before and after an inline command.

use std::ops::Range;

use super::{
    inline_parts::{chars_in, contains, overlaps},
    parsed_text::ParsedText,
    word::is_never_punctuation,
};
use crate::markdown::outline::{Formats, LINK, Leaf, Outline, VisibleChar};

/// Expected result of an inline command: the selected characters get a format, or lose it, and nothing
/// else changes.
pub(super) struct ExpectedChange<'a> {
    pub(super) format: Formats,
    /// `true` if the characters get the format, `false` if they lose it.
    pub(super) is_on: bool,
    /// The selected parts of the text before the command.
    pub(super) parts: &'a [Range<usize>],
    /// Ranges around the parts in which characters may get or lose the format too.
    pub(super) allowed: &'a [Range<usize>],
}

impl ExpectedChange<'_> {
    /// Returns `true` if every part gets or loses the format, and nothing else has changed.
    pub(super) fn is_met(&self, before: &ParsedText, after: &ParsedText) -> bool {
        let unmet = self.compare(&before.outline, &after.outline);
        unmet.is_some_and(|unmet| !unmet.contains(&true))
    }

    /// Returns `true` for each part that does not meet the expectation, or for all parts if something
    /// outside of their blocks has changed.
    pub(super) fn unmet_parts(&self, before: &ParsedText, after: &ParsedText) -> Vec<bool> {
        let unmet = self.compare(&before.outline, &after.outline);
        unmet.unwrap_or_else(|| vec![true; self.parts.len()])
    }

    /// Returns `true` for each part that does not meet the expectation, or `None` if something outside
    /// of their blocks has changed.
    fn compare(&self, before: &Outline, after: &Outline) -> Option<Vec<bool>> {
        if !have_same_blocks(&before.leaves, &after.leaves)
            || (self.format != LINK && before.destinations != after.destinations)
        {
            return None;
        }
        let mut unmet = vec![false; self.parts.len()];
        let mut chars_after = after.chars.chunk_by(|a, b| a.leaf == b.leaf).peekable();
        for chars in before.chars.chunk_by(|a, b| a.leaf == b.leaf) {
            let same_leaf = chars_after.next_if(|after| after[0].leaf == chars[0].leaf);
            let new = same_leaf.unwrap_or_default();
            let is_same = self.is_same_outside(chars, new);
            let block = chars[0].source.start..chars[chars.len() - 1].source.end;
            let mut has_part = false;
            for (index, part) in self.parts.iter().enumerate() {
                if overlaps(part, &block) {
                    has_part = true;
                    unmet[index] |= !is_same || !self.is_part_met(part, chars, new);
                }
            }
            if !is_same && !has_part {
                return None;
            }
        }
        chars_after.next().is_none().then_some(unmet)
    }

    /// Returns `true` if a block has the same text, and the same formats outside of the parts.
    fn is_same_outside(&self, before: &[VisibleChar], after: &[VisibleChar]) -> bool {
        let is_allowed =
            |c: &VisibleChar| self.allowed.iter().any(|range| contains(range, &c.source));
        before.len() == after.len()
            && before.iter().zip(after).all(|(old, new)| {
                let changed = old.formats ^ new.formats;
                let has_format = new.formats & self.format > 0;
                let is_same = changed == 0
                    || (changed == self.format && has_format == self.is_on && is_allowed(old));
                old.c == new.c && (is_same || old.c.is_whitespace())
            })
    }

    fn is_part_met(
        &self,
        part: &Range<usize>,
        before: &[VisibleChar],
        after: &[VisibleChar],
    ) -> bool {
        let Some(selected) = after.get(chars_in(before, part)) else {
            return false;
        };
        match self.is_on {
            true => has_format(selected, self.format),
            false => selected.iter().all(|c| c.formats & self.format == 0),
        }
    }
}

/// Returns `true` if all words of the text have a format. Punctuation counts only in a text without
/// words: the delimiters of a format move behind it where Markdown does not accept them.
pub(super) fn has_format(chars: &[VisibleChar], format: Formats) -> bool {
    let is_formatted = |c: &VisibleChar| c.formats & format == format;
    let mut visible = chars.iter().filter(|c| !c.c.is_whitespace());
    let mut words = chars
        .iter()
        .filter(|c| is_never_punctuation(c.c))
        .peekable();
    if words.peek().is_some() {
        words.all(is_formatted)
    } else {
        visible.all(is_formatted)
    }
}

fn have_same_blocks(before: &[Leaf], after: &[Leaf]) -> bool {
    before.len() == after.len()
        && before.iter().zip(after).all(|(old, new)| {
            let containers = old.containers.iter().zip(&new.containers);
            old.kind == new.kind
                && old.containers.len() == new.containers.len()
                && containers
                    .into_iter()
                    .all(|(old, new)| old.is_same_kind(*new))
        })
}
