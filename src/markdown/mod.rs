//! Markdown as a tree of allowed nodes.
//!
//! [`parse`] reads CommonMark with GFM's tables, strikethrough, task lists and bare addresses.
//! What comes out is a closed set of elements ([`Tag`]), each with a closed set of attributes,
//! and text: whoever draws it builds nodes and never meets a string of HTML. A message has no
//! way to become markup.
//!
//! Where the tree differs from CommonMark's own HTML, on purpose:
//! - Raw HTML is shown as the text it is.
//! - A link that is no [`Link`] (relative, `javascript:`, …) is its text alone. A link's title
//!   is dropped, and a link without text shows its address.
//! - An image is never fetched: it is a link to it with its alternative text, or its address.
//! - Headings begin at the third [`Level`]: the host page's outline stays whole.
//! - A code block's [`Language`] is kept only if it is a plain word.
//! - Elements nest [`MAX_DEPTH`] deep: what is deeper is text of the last one that fits.
//! - The tree ends at [`MAX_NODES`] nodes: then [`Document::cut`] is true.
//!
//! ```
//! use open_ticket::markdown::{self, Node, Tag};
//!
//! let document = markdown::parse("See **this** <script>");
//! let Node::Element(paragraph) = &document.blocks[0].node else { panic!() };
//! assert_eq!(paragraph.tag, Tag::Paragraph);
//! let Node::Element(strong) = &paragraph.children[1] else { panic!() };
//! assert_eq!(strong.tag.name(), "strong");
//! assert_eq!(paragraph.children[2], Node::Text(" <script>".to_owned()));
//! ```

mod autolink;
mod builder;
mod elements;
mod link;
mod stack;
mod tree;

pub use link::{Link, REL, TARGET};
pub use tree::{Align, Block, Document, Element, Language, Level, Node, Tag, Task, Unchanged};

use std::borrow::Cow;

use pulldown_cmark::{Options, Parser};

use builder::Builder;

/// How deep elements nest. Browsers' renderers die of some thousand nested blocks.
pub const MAX_DEPTH: usize = 100;

/// How many nodes (elements and texts) a tree has: a small table's source can ask for hundreds
/// of thousands of cells.
pub const MAX_NODES: usize = 10_000;

/// Named one by one: among all options are heading attributes (`# a {onclick=…}`), footnotes
/// (ids of a person's own words) and metadata (text that disappears).
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

/// Reads a text as Markdown. Any text is Markdown: there is no error.
///
/// NUL reads as U+FFFD, as [CommonMark](https://spec.commonmark.org/0.31.2/#insecure-characters)
/// demands.
#[must_use]
pub fn parse(text: &str) -> Document {
    let readable = if text.contains('\0') {
        Cow::Owned(text.replace('\0', "\u{FFFD}"))
    } else {
        Cow::Borrowed(text)
    };
    let mut builder = Builder::new(&readable);
    for (event, source) in Parser::new_ext(&readable, OPTIONS).into_offset_iter() {
        builder.take(event, &source);
        if builder.is_cut() {
            break;
        }
    }
    let mut document = builder.finish();
    restore_sources(&mut document.blocks, text);
    document
}

/// Makes ranges of the readable text, where each NUL has grown from one byte to three, ranges of
/// the text as it was.
fn restore_sources(blocks: &mut [Block], text: &str) {
    let grown: Vec<usize> = text
        .match_indices('\0')
        .enumerate()
        .map(|(earlier, (at, _))| at + 2 * earlier)
        .collect();
    let restored = |at: usize| at - 2 * grown.partition_point(|nul| *nul < at);
    for block in blocks {
        block.source = restored(block.source.start)..restored(block.source.end);
    }
}
