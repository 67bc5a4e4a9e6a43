//! What of a message is really drawn, and how: the policy.
//!
//! The tree holds what somebody wrote, whatever it is. What comes out here is a closed set of
//! elements ([`Tag`]), each with a closed set of attributes, and text: whoever draws it builds
//! nodes and never meets a string of HTML. A message has no way to become markup.
//!
//! - Raw HTML is shown as the text it is.
//! - A link that is no [`Link`] (relative, `javascript:`, …) is its text alone. Titles are
//!   dropped, a link without text shows its address, and no link stands in a link.
//! - An image is never fetched: it is a link to it with its alternative text, or its address.
//!   If it is named like a file that is attached, it is shown as that file.
//! - Headings begin at the third [`Rank`]: the host page's outline stays whole.
//! - A code block's [`Language`] is kept only if it is a plain word.
//! - Every block finds its direction by its own text.
//!
//! ```
//! use open_ticket::{markdown::{self, drawing}, rules::Markdown};
//!
//! let document = markdown::parse("# [a](javascript:b)", Markdown::default());
//! let heading = drawing::draw(&document.blocks[0], &[]);
//! assert_eq!(heading.tag.name(), "h3");
//! assert_eq!(heading.children, [drawing::Node::Text("a".into())]);
//! ```

mod link;
mod pen;
mod tag;

pub use link::{Link, REL, TARGET};
pub use tag::{ATTACHED, Language, Rank, Tag};

use super::{Align, Block, Task, tree};
use pen::Pen;
use std::borrow::Cow;

/// What to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node<'a> {
    /// Text, to be shown as it is.
    Text(Cow<'a, str>),
    /// An element.
    Element(Element<'a>),
}

/// An element to draw, and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element<'a> {
    /// Which element.
    pub tag: Tag,
    /// Who says in which direction its text runs.
    pub direction: Direction,
    /// What is in it; nothing if the tag [is void](Tag::is_void).
    pub children: Vec<Node<'a>>,
}

/// Who says in which direction the text of an element runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The element around it.
    Inherited,
    /// The first letter in it that has a direction: a message may hold Arabic above a log in
    /// English.
    Own,
}

/// How a block is drawn, given the names of the files that are attached.
#[must_use]
pub fn draw<'a>(block: &'a Block, attached: &[String]) -> Element<'a> {
    let drawn = Pen::new(attached).drawn(&block.node);
    let whole = match <[Node<'a>; 1]>::try_from(drawn) {
        Ok([Node::Element(element)]) => element,
        Ok([text]) => Element::new(Tag::Paragraph, vec![text]),
        Err(nodes) => Element::new(Tag::Paragraph, nodes),
    };
    Element {
        direction: Direction::Own,
        ..whole
    }
}

/// Whether the names of attached files may change how a block is drawn.
#[must_use]
pub fn has_image(block: &Block) -> bool {
    fn found(node: &tree::Node) -> bool {
        match node {
            tree::Node::Element(element) => {
                matches!(element.tag, tree::Tag::Image(_)) || element.children.iter().any(found)
            }
            tree::Node::Text(_) | tree::Node::Html(_) => false,
        }
    }
    found(&block.node)
}

impl<'a> Element<'a> {
    const fn new(tag: Tag, children: Vec<Node<'a>>) -> Self {
        Self {
            tag,
            direction: Direction::Inherited,
            children,
        }
    }

    /// All attributes it has: those of its [tag](Tag::attributes) and, if its direction is its
    /// own, `dir`.
    #[must_use]
    pub fn attributes(&self) -> Vec<(&'static str, Cow<'_, str>)> {
        let mut attributes = self.tag.attributes();
        if self.direction == Direction::Own {
            attributes.push(("dir", Cow::Borrowed("auto")));
        }
        attributes
    }
}
