//! Text whose NUL characters are replaced.

use std::borrow::Cow;

/// The replacement of NUL, as
/// [CommonMark](https://spec.commonmark.org/0.31.2/#insecure-characters) requires.
const REPLACEMENT: &str = "\u{FFFD}";

/// Text with U+FFFD instead of NUL.
pub(super) struct ReplacedNul<'a> {
    text: Cow<'a, str>,
    /// Offsets of the replacements.
    replaced: Vec<usize>,
}

impl<'a> ReplacedNul<'a> {
    /// Replaces the NUL characters of the text.
    pub(super) fn new(text: &'a str) -> Self {
        let nuls = text.match_indices('\0').enumerate();
        let replaced: Vec<usize> = nuls
            .map(|(earlier, (offset, _))| offset + (REPLACEMENT.len() - 1) * earlier)
            .collect();
        let text = match replaced.is_empty() {
            true => Cow::Borrowed(text),
            false => Cow::Owned(text.replace('\0', REPLACEMENT)),
        };
        Self { text, replaced }
    }

    /// Returns the text with the replacements.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Maps an offset of the replaced text to the original one.
    pub(super) fn to_original(&self, offset: usize) -> usize {
        let before = self.replaced.partition_point(|nul| *nul < offset);
        offset - (REPLACEMENT.len() - 1) * before
    }
}
