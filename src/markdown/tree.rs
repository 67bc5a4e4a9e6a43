//! The tree: which nodes there are.

use std::{borrow::Cow, ops::Range};

use super::{Link, REL, TARGET};

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
    /// What it is. If that is equal there is nothing to rebuild, wherever the block has moved;
    /// an equal source does not say so: a link may be defined elsewhere in the text.
    pub node: Node,
}

/// A piece of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Text, to be shown as it is. A line break in it is white space, but in a [`Tag::CodeBlock`].
    Text(String),
    /// An element.
    Element(Element),
}

/// An element and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Which element.
    pub tag: Tag,
    /// What is in it; nothing if the tag [is void](Tag::is_void).
    pub children: Vec<Node>,
}

/// Every element there is, one to one with HTML's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tag {
    /// A paragraph.
    Paragraph,
    /// A heading.
    Heading(Level),
    /// A quotation.
    Quote,
    /// A block of code, whose one child is a [`Tag::Code`].
    CodeBlock(Option<Language>),
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
    /// A link.
    Link(Link),
    /// An image, shown as a link to it.
    Image(Link),
    /// The end of a line within a paragraph.
    Break,
}

/// The rank of a heading: `#` is the third, `##` the fourth, `###` the fifth, all below the sixth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// `h3`
    Third,
    /// `h4`
    Fourth,
    /// `h5`
    Fifth,
    /// `h6`
    Sixth,
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

/// A language of code: 1 to 32 of `A-Z a-z 0-9 + # . _ -`, nothing that a page could trip over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language(String);

/// How many blocks of a document are as they were in an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
        let pairs = self.blocks.iter().zip(&before.blocks);
        let head = pairs
            .take_while(|(now, then)| now.node == then.node)
            .count();
        let pairs = self.blocks[head..]
            .iter()
            .rev()
            .zip(before.blocks[head..].iter().rev());
        let tail = pairs
            .take_while(|(now, then)| now.node == then.node)
            .count();
        Unchanged { head, tail }
    }
}

impl Tag {
    /// The name of the HTML element.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Paragraph => "p",
            Self::Heading(Level::Third) => "h3",
            Self::Heading(Level::Fourth) => "h4",
            Self::Heading(Level::Fifth) => "h5",
            Self::Heading(Level::Sixth) => "h6",
            Self::Quote => "blockquote",
            Self::CodeBlock(_) => "pre",
            Self::BulletList => "ul",
            Self::OrderedList { .. } => "ol",
            Self::Item => "li",
            Self::Checkbox(_) => "input",
            Self::Table => "table",
            Self::Head => "thead",
            Self::Body => "tbody",
            Self::Row => "tr",
            Self::HeaderCell(_) => "th",
            Self::Cell(_) => "td",
            Self::Rule => "hr",
            Self::Strong => "strong",
            Self::Emphasis => "em",
            Self::Strikethrough => "del",
            Self::Code => "code",
            Self::Link(_) | Self::Image(_) => "a",
            Self::Break => "br",
        }
    }

    /// All attributes the HTML element has, with values that a writer of HTML still escapes:
    /// `href`, `rel` and `target` of links, `start` of a list that does not begin with 1,
    /// `type`, `disabled` and `checked` of a task's box, `scope` and `data-align` (`left`,
    /// `center`, `right`) of cells and `data-language` of a block of code. No other attribute
    /// exists.
    ///
    /// A task's box has no name for a screen reader: that is a word in the person's language.
    #[must_use]
    pub fn attributes(&self) -> Vec<(&'static str, Cow<'_, str>)> {
        match self {
            Self::Link(link) | Self::Image(link) => {
                attributes(&[("href", link.as_str()), ("rel", REL), ("target", TARGET)])
            }
            Self::OrderedList { start: 1 } => Vec::new(),
            Self::OrderedList { start } => vec![("start", Cow::Owned(start.to_string()))],
            Self::Checkbox(Task::Open) => attributes(&[("type", "checkbox"), ("disabled", "")]),
            Self::Checkbox(Task::Done) => {
                attributes(&[("type", "checkbox"), ("disabled", ""), ("checked", "")])
            }
            Self::HeaderCell(Align::Start) => attributes(&[("scope", "col")]),
            Self::HeaderCell(align) => {
                attributes(&[("scope", "col"), ("data-align", align.name())])
            }
            Self::Cell(Align::Start) => Vec::new(),
            Self::Cell(align) => attributes(&[("data-align", align.name())]),
            Self::CodeBlock(Some(language)) => attributes(&[("data-language", language.as_str())]),
            Self::CodeBlock(None)
            | Self::Paragraph
            | Self::Heading(_)
            | Self::Quote
            | Self::BulletList
            | Self::Item
            | Self::Table
            | Self::Head
            | Self::Body
            | Self::Row
            | Self::Rule
            | Self::Strong
            | Self::Emphasis
            | Self::Strikethrough
            | Self::Code
            | Self::Break => Vec::new(),
        }
    }

    /// Whether the HTML element has no content and no end tag.
    #[must_use]
    pub const fn is_void(&self) -> bool {
        matches!(self, Self::Rule | Self::Break | Self::Checkbox(_))
    }
}

impl Task {
    /// A box as a character, for who does not draw one: `☐` or `☑`.
    #[must_use]
    pub const fn symbol(self) -> char {
        match self {
            Self::Open => '☐',
            Self::Done => '☑',
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

impl Language {
    /// The first word of what stands behind a code block's fence; `None` if that is no such word.
    #[must_use]
    pub fn parse(info: &str) -> Option<Self> {
        let word = info.split_whitespace().next()?;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"+#._-".contains(&byte);
        (word.len() <= 32 && word.bytes().all(plain)).then(|| Self(word.to_owned()))
    }

    /// The word, in the case it was written in.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The same, as values that may be borrowed.
fn attributes<'a>(pairs: &[(&'static str, &'a str)]) -> Vec<(&'static str, Cow<'a, str>)> {
    pairs
        .iter()
        .map(|(name, value)| (*name, Cow::Borrowed(*value)))
        .collect()
}
