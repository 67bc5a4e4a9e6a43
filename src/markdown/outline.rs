//! Outline of a message: blocks, visible characters and inline elements, with their source.

use std::ops::Range;

/// A set of inline formats.
pub type Formats = u8;

/// `**bold**`
pub const STRONG: Formats = 1;
/// `*italic*`
pub const EMPHASIS: Formats = 2;
/// `~~strikethrough~~`
pub const STRIKETHROUGH: Formats = 4;
/// `` `code` ``
pub const CODE: Formats = 8;
/// A link or an autolink.
pub const LINK: Formats = 16;
/// The alternative text of an image.
pub const IMAGE: Formats = 32;
/// Raw HTML.
pub const HTML: Formats = 64;

/// Parsed structure of a message. All ranges are in bytes of the text.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// The leaf blocks (CommonMark, section 4) and table cells, in order.
    pub leaves: Vec<Leaf>,
    /// The visible characters, in order.
    pub chars: Vec<VisibleChar>,
    /// The inline elements, inner ones before outer ones.
    pub inlines: Vec<Inline>,
    /// The list items, in order.
    pub items: Vec<Item>,
    /// The destinations of the links and images, in the order in which they end.
    pub destinations: Vec<String>,
}

/// A leaf block (CommonMark, section 4) or a table cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// The blocks around it, the outermost first.
    pub containers: Vec<Container>,
    /// Kind of the block.
    pub kind: LeafKind,
    /// Range of the block.
    pub source: Range<usize>,
}

/// Kind of a leaf block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeafKind {
    /// A paragraph, or the text of an item of a tight list.
    Paragraph,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A table cell.
    Cell,
    /// A code block.
    Code,
    /// A block of raw HTML.
    Html,
    /// A thematic break.
    ThematicBreak,
}

/// A block that contains other blocks, with its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// A block quote.
    Quote(usize),
    /// A bullet list.
    BulletList(usize),
    /// An ordered list.
    OrderedList(usize),
    /// A list item.
    Item(usize),
    /// A table.
    Table(usize),
}

/// A visible character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisibleChar {
    /// The character. A line break within a paragraph is `\n`.
    pub c: char,
    /// Its source. All characters of a code span, an entity or raw HTML have the same.
    pub source: Range<usize>,
    /// Its formats.
    pub formats: Formats,
    /// Index of its block in [`Outline::leaves`].
    pub leaf: usize,
}

/// An inline element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// Its format; 0 for an entity.
    pub format: Formats,
    /// Range of the element, delimiters included.
    pub whole: Range<usize>,
    /// Range of the text between the delimiters. `None` if it cannot contain formats.
    pub inner: Option<Range<usize>>,
    /// Destination of an address without a text, bare or in angle brackets.
    pub address: Option<String>,
}

/// A list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Start of the item.
    pub start: usize,
    /// `true` in an ordered list.
    pub is_ordered: bool,
    /// `true` if the item has a checkbox.
    pub is_task: bool,
}

impl Outline {
    /// Maps all offsets.
    pub(super) fn map_offsets(&mut self, map: impl Fn(usize) -> usize) {
        let map_range = |range: &mut Range<usize>| *range = map(range.start)..map(range.end);
        for leaf in &mut self.leaves {
            map_range(&mut leaf.source);
            let starts = leaf.containers.iter_mut().map(Container::start_mut);
            starts.for_each(|start| *start = map(*start));
        }
        let chars = self.chars.iter_mut();
        chars.for_each(|c| map_range(&mut c.source));
        for inline in &mut self.inlines {
            map_range(&mut inline.whole);
            inline.inner.iter_mut().for_each(map_range);
        }
        let items = self.items.iter_mut();
        items.for_each(|item| item.start = map(item.start));
    }
}

impl Container {
    const fn start_mut(&mut self) -> &mut usize {
        match self {
            Self::Quote(start)
            | Self::BulletList(start)
            | Self::OrderedList(start)
            | Self::Item(start)
            | Self::Table(start) => start,
        }
    }

    /// Returns `true` if both are of the same kind.
    #[must_use]
    pub const fn is_same_kind(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Quote(_), Self::Quote(_))
                | (Self::BulletList(_), Self::BulletList(_))
                | (Self::OrderedList(_), Self::OrderedList(_))
                | (Self::Item(_), Self::Item(_))
                | (Self::Table(_), Self::Table(_))
        )
    }
}
