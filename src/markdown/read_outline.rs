//! Reads the outline of a text.

use std::ops::Range;

use super::{outline::Outline, outline_builder::OutlineBuilder, parse::new_parser};
use crate::rules::Markdown;

impl Outline {
    /// Reads a range of a text as a text of its own.
    ///
    /// NUL is read as a symbol, like U+FFFD, but of the same length, so that offsets stay the same.
    #[must_use]
    pub fn of(text: &str, range: Range<usize>) -> Self {
        let source = text[range.clone()].replace('\0', "$");
        let mut builder = OutlineBuilder::new(&source, range.start);
        let events = new_parser(&source, Markdown::default()).into_offset_iter();
        events.for_each(|(event, source)| builder.add_event(&event, &source));
        builder.finish()
    }
}
