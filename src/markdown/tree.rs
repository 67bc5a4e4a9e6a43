//! The tree: what a text says, as CommonMark reads it.

use std::ops::Range;

/// A whole text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// Whether there was more than [`MAX_NODES`](super::MAX_NODES) allow: say so below.
    pub cut: bool,
}

/// A block of the outermost level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands in the text, in bytes.
    pub source: Range<usize>,
    /// What it is. If that is equal there is nothing to draw anew, wherever the block has moved;
    /// an equal source does not say so: a link may be defined elsewhere in the text.
    pub node: Node,
}

/// A piece of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Text, its entities and escapes decoded. A line break in it is white space, but in a
    /// [`Tag::CodeBlock`].
    Text(String),
    /// Raw HTML as it was written, which no one may take for more than text.
    Html(String),
    /// An element.
    Element(Element),
}

/// An element and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Which element.
    pub tag: Tag,
    /// What is in it.
    pub children: Vec<Node>,
}

/// Every element that CommonMark and GFM's extensions have, as the text has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tag {
    /// A paragraph. A tight list's items have none.
    Paragraph,
    /// A heading, of the first level to the sixth.
    Heading(u8),
    /// A quotation.
    Quote,
    /// A block of code with what stands behind its fence (the info string), whose one child is a
    /// [`Tag::Code`].
    CodeBlock(String),
    /// A block of raw HTML.
    HtmlBlock,
    /// A list with bullets.
    BulletList,
    /// A list with numbers.
    OrderedList {
        /// The number of its first item.
        start: u64,
    },
    /// An item of a list.
    Item,
    /// The box of a task, at the beginning of its item.
    Checkbox(Task),
    /// A table: a [`Tag::Head`], then a [`Tag::Body`] if there are rows.
    Table,
    /// The head of a table, with one row.
    Head,
    /// The rows below the head.
    Body,
    /// A row.
    Row,
    /// A cell of the head.
    HeaderCell(Align),
    /// A cell of the body.
    Cell(Align),
    /// A break between two themes.
    Rule,
    /// Strong importance.
    Strong,
    /// Stress.
    Emphasis,
    /// Something that no longer holds.
    Strikethrough,
    /// Code, in a line or in a block.
    Code,
    /// A link, wherever it leads. In its text there may be another one, in angle brackets.
    Link(Target),
    /// An image; what is in it is its alternative text.
    Image(Target),
    /// The end of a line within a paragraph.
    Break,
}

/// Where a link leads or an image is, as it was written, entities and escapes decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The address, of any scheme or none.
    pub destination: String,
    /// The title; empty if there is none.
    pub title: String,
}

/// How a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// To be done.
    Open,
    /// Done.
    Done,
}

/// How a table's column is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// As the language is written.
    Start,
    /// To the left.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

/// How many blocks of a document are as they were in an earlier one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unchanged {
    /// So many at the beginning.
    pub head: usize,
    /// So many at the end; they never overlap with `head` in either document.
    pub tail: usize,
}

impl Document {
    /// Which blocks a preview of `before` keeps: it replaces only those between head and tail.
    #[must_use]
    pub fn unchanged_since(&self, before: &Self) -> Unchanged {
        unchanged(&self.blocks, &before.blocks)
    }
}

impl Node {
    /// How many nodes it is, itself included.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            Self::Text(_) | Self::Html(_) => 1,
            Self::Element(element) => 1 + element.children.iter().map(Self::count).sum::<usize>(),
        }
    }
}

impl Align {
    /// Its name in CSS' `text-align`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Left => "left",
            Self::Center => "center",
            Self::Right => "right",
        }
    }
}

/// How many blocks are equal at both ends.
pub(super) fn unchanged(now: &[Block], before: &[Block]) -> Unchanged {
    let equal = |(now, then): &(&Block, &Block)| now.node == then.node;
    let head = now.iter().zip(before).take_while(equal).count();
    let (now, before) = (&now[head..], &before[head..]);
    let tail = now.iter().rev().zip(before.iter().rev());
    Unchanged {
        head,
        tail: tail.take_while(equal).count(),
    }
}
