//! Every element that can be drawn, and every attribute.

use super::{Align, Link, REL, TARGET, Task};
use std::borrow::Cow;

/// The class of an image that is an attached file.
pub const ATTACHED: &str = "attached";

/// Every element there is, one to one with HTML's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tag {
    /// `p`
    Paragraph,
    /// `h3` to `h6`
    Heading(Rank),
    /// `blockquote`
    Quote,
    /// `pre`, whose one child is a [`Tag::Code`]
    CodeBlock(Option<Language>),
    /// `ul`
    BulletList,
    /// `ol`
    OrderedList {
        /// The number of its first item.
        start: u64,
    },
    /// `li`
    Item,
    /// `input`, a box that nobody can tick
    Checkbox(Task),
    /// `table`
    Table,
    /// `thead`
    Head,
    /// `tbody`
    Body,
    /// `tr`
    Row,
    /// `th`
    HeaderCell(Align),
    /// `td`
    Cell(Align),
    /// `hr`
    Rule,
    /// `strong`
    Strong,
    /// `em`
    Emphasis,
    /// `del`
    Strikethrough,
    /// `code`
    Code,
    /// `a`
    Link(Link),
    /// `span`, an attached file
    Attached,
    /// `br`
    Break,
}

/// The rank of a heading: `#` is the third, `##` the fourth, `###` the fifth, all below the sixth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// `h3`
    Third,
    /// `h4`
    Fourth,
    /// `h5`
    Fifth,
    /// `h6`
    Sixth,
}

/// A language of code: 1 to 32 of `A-Z a-z 0-9 + # . _ -`, nothing that a page could trip over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language(String);

impl Tag {
    /// The name of the HTML element.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Paragraph => "p",
            Self::Heading(Rank::Third) => "h3",
            Self::Heading(Rank::Fourth) => "h4",
            Self::Heading(Rank::Fifth) => "h5",
            Self::Heading(Rank::Sixth) => "h6",
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
            Self::Link(_) => "a",
            Self::Attached => "span",
            Self::Break => "br",
        }
    }

    /// The attributes of the HTML element, with values that a writer of HTML still escapes:
    /// `href`, `rel` and `target` of links, `class` of attached files, `start` of a list that
    /// does not begin with 1, `type`, `disabled` and `checked` of a task's box, `scope` and
    /// `data-align` (`left`, `center`, `right`) of cells and `data-language` of a block of code.
    ///
    /// A task's box has no name for a screen reader: that is a word in the person's language.
    #[must_use]
    pub fn attributes(&self) -> Vec<(&'static str, Cow<'_, str>)> {
        match self {
            Self::Link(link) => {
                attributes(&[("href", link.as_str()), ("rel", REL), ("target", TARGET)])
            }
            Self::Attached => attributes(&[("class", ATTACHED)]),
            Self::OrderedList { start } if *start != 1 => {
                vec![("start", Cow::Owned(start.to_string()))]
            }
            Self::Checkbox(Task::Open) => attributes(&[("type", "checkbox"), ("disabled", "")]),
            Self::Checkbox(Task::Done) => {
                attributes(&[("type", "checkbox"), ("disabled", ""), ("checked", "")])
            }
            Self::HeaderCell(Align::Start) => attributes(&[("scope", "col")]),
            Self::HeaderCell(align) => {
                attributes(&[("scope", "col"), ("data-align", align.name())])
            }
            Self::Cell(align) if *align != Align::Start => {
                attributes(&[("data-align", align.name())])
            }
            Self::CodeBlock(Some(language)) => attributes(&[("data-language", language.as_str())]),
            _ => Vec::new(),
        }
    }

    /// Whether the HTML element has no content and no end tag.
    #[must_use]
    pub const fn is_void(&self) -> bool {
        matches!(self, Self::Rule | Self::Break | Self::Checkbox(_))
    }
}

impl Rank {
    /// The rank of a heading of Markdown's first to sixth level.
    #[must_use]
    pub const fn of(level: u8) -> Self {
        match level {
            0 | 1 => Self::Third,
            2 => Self::Fourth,
            3 => Self::Fifth,
            _ => Self::Sixth,
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
