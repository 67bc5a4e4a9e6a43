//! The document tree: the structure of a message as CommonMark defines it.

use std::ops::Range;

/// A parsed text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The top-level blocks, in order.
    pub blocks: Vec<Block>,
    /// `true` if the text has more nodes than [`MAX_NODES`](super::MAX_NODES). A view must then
    /// show that the rest is missing.
    pub truncated: bool,
}

/// A top-level block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Range of the block in the text, in bytes.
    pub source: Range<usize>,
    /// Content of the block. Blocks with equal nodes render the same, wherever they have moved.
    /// Blocks with equal sources can differ: a link may be defined elsewhere in the text.
    pub node: Node,
}

/// A node of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Text with entities and escapes decoded. A line break is white space, except in a
    /// [`Tag::CodeBlock`].
    Text(String),
    /// Raw HTML as written. It must only ever be shown as text.
    RawHtml(String),
    /// An element.
    Element(Element),
}

/// An element and its children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Kind of the element.
    pub tag: Tag,
    /// Child nodes.
    pub children: Vec<Node>,
}

/// Every element of CommonMark and of GFM's extensions, as written in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tag {
    /// A paragraph. Items of a tight list have none.
    Paragraph,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A block quote.
    BlockQuote,
    /// A code block with its info string. Its only child is a [`Tag::Code`].
    CodeBlock(String),
    /// A block of raw HTML.
    HtmlBlock,
    /// A bullet list.
    BulletList,
    /// An ordered list.
    OrderedList {
        /// Number of its first item.
        start: u64,
    },
    /// A list item.
    ListItem,
    /// The checkbox at the start of a task list item.
    Checkbox(TaskState),
    /// A table: a [`Tag::TableHead`], then a [`Tag::TableBody`] if there are rows.
    Table,
    /// A table's head, with one row.
    TableHead,
    /// A table's rows below the head.
    TableBody,
    /// A table row.
    TableRow,
    /// A cell of the head.
    HeaderCell(Alignment),
    /// A cell of the body.
    Cell(Alignment),
    /// A thematic break (horizontal rule).
    ThematicBreak,
    /// Strong emphasis.
    Strong,
    /// Emphasis.
    Emphasis,
    /// Strikethrough.
    Strikethrough,
    /// A code span, or the code of a block.
    Code,
    /// A link to any destination. Its text may contain another link, written in angle brackets.
    Link(LinkTarget),
    /// An image. Its children are the alternative text.
    Image(LinkTarget),
    /// A hard line break.
    HardBreak,
}

/// The target of a link or an image as written, with entities and escapes decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkTarget {
    /// The destination, of any scheme or none.
    pub destination: String,
    /// The title. Empty if there is none.
    pub title: String,
}

/// State of a task list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskState {
    /// To do: `[ ]`.
    Open,
    /// Done: `[x]`.
    Done,
}

/// Alignment of a table column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// Start of the line, in the direction of the text. Default: `---`.
    Start,
    /// Left: `:--`.
    Left,
    /// Center: `:-:`.
    Center,
    /// Right: `--:`.
    Right,
}

/// Number of equal blocks at both ends of two documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CommonEnds {
    /// Number of equal blocks at the start.
    pub head: usize,
    /// Number of equal blocks at the end. They never overlap with `head` in either document.
    pub tail: usize,
}

impl Document {
    /// Returns the blocks that a preview of `before` can keep. Only the blocks between the two ends
    /// need replacing.
    #[must_use]
    pub fn common_ends_with(&self, before: &Self) -> CommonEnds {
        common_ends(&self.blocks, &before.blocks)
    }
}

impl Node {
    /// Returns the number of nodes, this one included. Each line of text and each line break
    /// between them counts as one.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            Self::Text(text) | Self::RawHtml(text) => {
                fitting_text(text, false, usize::MAX).1.max(1)
            }
            Self::Element(element) => 1 + element.children.iter().map(Self::count).sum::<usize>(),
        }
    }
}

impl Alignment {
    /// Returns the value for CSS `text-align`.
    #[must_use]
    pub const fn css_value(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Left => "left",
            Self::Center => "center",
            Self::Right => "right",
        }
    }
}

/// Returns the length of the longest start of the text that adds at most `available` nodes, and their
/// number. `is_in_line` is `true` if the text continues a line.
pub(super) fn fitting_text(text: &str, mut is_in_line: bool, available: usize) -> (usize, usize) {
    let mut count = 0;
    for (index, byte) in text.bytes().enumerate() {
        let is_line_break = byte == b'\n';
        if is_line_break || !is_in_line {
            if count == available {
                return (index, count);
            }
            count += 1;
        }
        is_in_line = !is_line_break;
    }
    (text.len(), count)
}

/// Counts the equal blocks at both ends.
pub(super) fn common_ends(new: &[Block], old: &[Block]) -> CommonEnds {
    let is_equal = |(new, old): &(&Block, &Block)| new.node == old.node;
    let head = new.iter().zip(old).take_while(is_equal).count();
    let (new, old) = (&new[head..], &old[head..]);
    let from_end = new.iter().rev().zip(old.iter().rev());
    CommonEnds {
        head,
        tail: from_end.take_while(is_equal).count(),
    }
}
