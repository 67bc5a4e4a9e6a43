//! Parses text into an outline.

use std::ops::Range;

use super::{
    outline::Outline, outline_builder::OutlineBuilder, parse::read_events,
    parser_options::new_parser, replaced_nul::ReplacedNul,
};
use crate::rules::Markdown;

impl Outline {
    /// Parses a range of the text separately. The offsets refer to the whole text.
    #[must_use]
    pub fn parse(text: &str, range: Range<usize>) -> Self {
        let part = ReplacedNul::new(&text[range.clone()]);
        let (source, allowed) = (part.text(), Markdown::default());
        let mut builder = OutlineBuilder::new(source);
        read_events(
            new_parser(source, allowed),
            source,
            allowed,
            |event, source| {
                builder.add_event(&event, &source);
                true
            },
        );
        let mut outline = builder.finish();
        outline.map_offsets(|offset| range.start + part.to_original(offset));
        outline
    }
}
