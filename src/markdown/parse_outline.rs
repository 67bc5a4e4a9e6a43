//! Parses a text into an outline.

use std::ops::Range;

use super::{
    new_parser::new_parser, outline::Outline, outline_builder::OutlineBuilder, parse::read_events,
};
use crate::rules::Markdown;

impl Outline {
    /// Parses a range of a text as a separate text.
    ///
    /// NUL is read as a symbol, like U+FFFD, but of the same length, so that offsets stay the same.
    #[must_use]
    pub fn parse(text: &str, range: Range<usize>) -> Self {
        let source = text[range.clone()].replace('\0', "$");
        let mut builder = OutlineBuilder::new(&source, range.start);
        let allowed = Markdown::default();
        read_events(
            new_parser(&source, allowed),
            &source,
            allowed,
            |event, part| {
                builder.add_event(&event, &part);
                true
            },
        );
        builder.finish()
    }
}
