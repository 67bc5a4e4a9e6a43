//! Markdown: what a text says, and how that is drawn.
//!
//! [`parse`] reads CommonMark with GFM's tables, strikethrough, task lists and bare addresses, as
//! far as the installation's [`Markdown`] allows them, and keeps what was written: every heading's
//! level, every link's address, raw HTML. [`Reader`] follows a text that somebody types, and reads
//! again only what changed. [`drawing`] makes of the tree what may be shown.
//!
//! Two limits are the tree's own:
//! - Elements nest [`MAX_DEPTH`] deep: what is deeper is text of the last one that fits.
//! - The tree ends at [`MAX_NODES`] nodes: then [`Document::cut`] is true.
//!
//! ```
//! use open_ticket::{markdown::{self, Node, Tag}, rules::Markdown};
//!
//! let document = markdown::parse("See **this** <script>", Markdown::default());
//! let Node::Element(paragraph) = &document.blocks[0].node else { panic!() };
//! assert_eq!(paragraph.tag, Tag::Paragraph);
//! let Node::Element(strong) = &paragraph.children[1] else { panic!() };
//! assert_eq!(strong.tag, Tag::Strong);
//! assert_eq!(paragraph.children[3], Node::Html("<script>".to_owned()));
//! ```

mod autolink;
mod builder;
mod change;
pub mod drawing;
mod elements;
mod reader;
mod stack;
mod tree;

pub use reader::{Change, Reader};
pub use tree::{Align, Block, Document, Element, Node, Tag, Target, Task, Unchanged};

use crate::rules::Markdown;
use builder::Builder;
use pulldown_cmark::{Options, Parser};
use std::{borrow::Cow, ops::Range};

/// How deep elements nest. Browsers' renderers die of some thousand nested blocks.
pub const MAX_DEPTH: usize = 100;

/// How many nodes (elements and texts) a tree has: a small table's source can ask for hundreds
/// of thousands of cells.
pub const MAX_NODES: usize = 10_000;

/// Reads a text as Markdown. Any text is Markdown: there is no error.
///
/// NUL reads as U+FFFD, as [CommonMark](https://spec.commonmark.org/0.31.2/#insecure-characters)
/// demands.
#[must_use]
pub fn parse(text: &str, allowed: Markdown) -> Document {
    parse_whole(text, allowed).0
}

/// The document, and where the definitions of links stand that count.
fn parse_whole(text: &str, allowed: Markdown) -> (Document, Vec<Range<usize>>) {
    let readable = if text.contains('\0') {
        Cow::Owned(text.replace('\0', "\u{FFFD}"))
    } else {
        Cow::Borrowed(text)
    };
    let parser = parser(&readable, allowed);
    let mut places: Vec<_> = definitions(&parser).collect();
    let mut document = build(parser, &readable, allowed);
    let blocks = document.blocks.iter_mut().map(|block| &mut block.source);
    restore(blocks.chain(&mut places), text);
    (document, places)
}

fn parser(text: &str, allowed: Markdown) -> Parser<'_> {
    Parser::new_ext(text, options(allowed))
}

/// Named one by one: among all options are heading attributes (`# a {onclick=…}`), footnotes
/// (ids of a person's own words) and metadata (text that disappears).
fn options(allowed: Markdown) -> Options {
    let mut options = Options::empty();
    options.set(Options::ENABLE_TABLES, allowed.tables);
    options.set(Options::ENABLE_STRIKETHROUGH, allowed.strikethrough);
    options.set(Options::ENABLE_TASKLISTS, allowed.task_lists);
    options
}

fn definitions(parser: &Parser<'_>) -> impl Iterator<Item = Range<usize>> {
    let all = parser.reference_definitions().iter();
    all.map(|(_, definition)| definition.span.clone())
}

fn build(parser: Parser<'_>, text: &str, allowed: Markdown) -> Document {
    let mut builder = Builder::new(text, allowed.autolinks);
    for (event, source) in parser.into_offset_iter() {
        builder.take(event, &source);
        if builder.is_cut() {
            break;
        }
    }
    builder.finish()
}

/// Makes ranges of the readable text, where each NUL has grown from one byte to three, ranges of
/// the text as it was.
fn restore<'a>(ranges: impl Iterator<Item = &'a mut Range<usize>>, text: &str) {
    let grown: Vec<usize> = text
        .match_indices('\0')
        .enumerate()
        .map(|(earlier, (at, _))| at + 2 * earlier)
        .collect();
    let restored = |at: usize| at - 2 * grown.partition_point(|nul| *nul < at);
    for range in ranges {
        *range = restored(range.start)..restored(range.end);
    }
}
