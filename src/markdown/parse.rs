//! Parses a whole message, or a part of one, into a document.

use super::{
    mask_urls::MaskedText, parser_options::new_parser, replaced_nul::ReplacedNul, tree::Document,
    tree_builder::TreeBuilder,
};
use crate::rules::Markdown;
use pulldown_cmark::{Event, Parser};
use std::ops::Range;

/// Parses Markdown. All text is valid Markdown, so there is no error.
///
/// NUL becomes U+FFFD, as [CommonMark](https://spec.commonmark.org/0.31.2/#insecure-characters)
/// requires.
#[must_use]
pub fn parse(text: &str, allowed: Markdown) -> Document {
    parse_with_definitions(text, allowed).0
}

/// Returns the document and the source ranges of the link reference definitions in effect.
pub(super) fn parse_with_definitions(
    text: &str,
    allowed: Markdown,
) -> (Document, Vec<Range<usize>>) {
    let replaced = ReplacedNul::new(text);
    let parser = new_parser(replaced.text(), allowed);
    let mut definitions: Vec<_> = link_definitions(&parser).collect();
    let mut document = build_document(parser, replaced.text(), allowed);
    let blocks = document.blocks.iter_mut().map(|block| &mut block.source);
    for range in blocks.chain(&mut definitions) {
        *range = replaced.to_original(range.start)..replaced.to_original(range.end);
    }
    (document, definitions)
}

/// Returns the source ranges of the link reference definitions in effect.
pub(super) fn link_definitions(parser: &Parser<'_>) -> impl Iterator<Item = Range<usize>> {
    let definitions = parser.reference_definitions().iter();
    definitions.map(|(_, definition)| definition.span.clone())
}

/// Builds a document from the events of a parser.
pub(super) fn build_document(parser: Parser<'_>, text: &str, allowed: Markdown) -> Document {
    let mut builder = TreeBuilder::new(text, allowed);
    read_events(parser, text, allowed, |event, source| {
        builder.add_event(event, &source);
        !builder.is_truncated()
    });
    builder.finish()
}

/// Passes each event of the text, with its range, to a function, until the function returns
/// `false`. `parser` is a parser of the text: it is used unless bare URLs must be hidden from it.
pub(super) fn read_events(
    parser: Parser<'_>,
    text: &str,
    allowed: Markdown,
    mut read: impl FnMut(Event<'_>, Range<usize>) -> bool,
) {
    let masked = MaskedText::new(text, allowed);
    let parser = match &masked {
        Some(masked) => new_parser(&masked.text, allowed),
        None => parser,
    };
    for (event, source) in parser.into_offset_iter() {
        let event = match &masked {
            Some(masked) => masked.restore_event(event),
            None => event,
        };
        if !read(event, source) {
            break;
        }
    }
}
