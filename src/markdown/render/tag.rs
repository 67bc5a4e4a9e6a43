//! The elements and attributes that a message can render to.

use super::{
    code_language::CodeLanguage,
    heading_level::HeadingLevel,
    link_attributes::{LINK_REL, LINK_TARGET},
    safe_url::SafeUrl,
};
use crate::markdown::tree::{Alignment, TaskState};
use std::borrow::Cow;

/// CSS class of an image that is shown as an attached file.
pub const ATTACHED_FILE_CLASS: &str = "attached";

/// Every element that can be rendered. Each one is a single HTML element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tag {
    /// `p`
    Paragraph,
    /// `h3` to `h6`
    Heading(HeadingLevel),
    /// `blockquote`
    BlockQuote,
    /// `pre`; its only child is a [`Tag::Code`]
    CodeBlock(Option<CodeLanguage>),
    /// `ul`
    BulletList,
    /// `ol`
    OrderedList {
        /// Number of its first item.
        start: u64,
    },
    /// `li`
    ListItem,
    /// `input`, a disabled checkbox
    Checkbox(TaskState),
    /// `table`
    Table,
    /// `thead`
    TableHead,
    /// `tbody`
    TableBody,
    /// `tr`
    TableRow,
    /// `th`
    HeaderCell(Alignment),
    /// `td`
    Cell(Alignment),
    /// `hr`
    ThematicBreak,
    /// `strong`
    Strong,
    /// `em`
    Emphasis,
    /// `del`
    Strikethrough,
    /// `code`
    Code,
    /// `a`
    Link(SafeUrl),
    /// `span`, the name of an attached file
    AttachedFile,
    /// `br`
    LineBreak,
}

impl Tag {
    /// Returns the name of the HTML element.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Paragraph => "p",
            Self::Heading(HeadingLevel::H3) => "h3",
            Self::Heading(HeadingLevel::H4) => "h4",
            Self::Heading(HeadingLevel::H5) => "h5",
            Self::Heading(HeadingLevel::H6) => "h6",
            Self::BlockQuote => "blockquote",
            Self::CodeBlock(_) => "pre",
            Self::BulletList => "ul",
            Self::OrderedList { .. } => "ol",
            Self::ListItem => "li",
            Self::Checkbox(_) => "input",
            Self::Table => "table",
            Self::TableHead => "thead",
            Self::TableBody => "tbody",
            Self::TableRow => "tr",
            Self::HeaderCell(_) => "th",
            Self::Cell(_) => "td",
            Self::ThematicBreak => "hr",
            Self::Strong => "strong",
            Self::Emphasis => "em",
            Self::Strikethrough => "del",
            Self::Code => "code",
            Self::Link(_) => "a",
            Self::AttachedFile => "span",
            Self::LineBreak => "br",
        }
    }

    /// Returns the attributes of the HTML element. A caller that writes HTML must escape the
    /// values.
    ///
    /// - Links: `href`, `rel` and `target`.
    /// - Attached files: `class`.
    /// - Ordered lists that do not start at 1: `start`.
    /// - Checkboxes: `type`, `disabled` and `checked`. A checkbox has no accessible name: the
    ///   caller adds one in the user's language.
    /// - Cells: `scope` and `data-align` (`left`, `center`, `right`).
    /// - Code blocks: `data-language`.
    #[must_use]
    pub fn attributes(&self) -> Vec<(&'static str, Cow<'_, str>)> {
        match self {
            Self::Link(url) => borrowed(&[
                ("href", url.as_str()),
                ("rel", LINK_REL),
                ("target", LINK_TARGET),
            ]),
            Self::AttachedFile => borrowed(&[("class", ATTACHED_FILE_CLASS)]),
            Self::OrderedList { start } if *start != 1 => {
                vec![("start", Cow::Owned(start.to_string()))]
            }
            Self::Checkbox(TaskState::Open) => borrowed(&[("type", "checkbox"), ("disabled", "")]),
            Self::Checkbox(TaskState::Done) => {
                borrowed(&[("type", "checkbox"), ("disabled", ""), ("checked", "")])
            }
            Self::HeaderCell(Alignment::Start) => borrowed(&[("scope", "col")]),
            Self::HeaderCell(alignment) => {
                borrowed(&[("scope", "col"), ("data-align", alignment.css_value())])
            }
            Self::Cell(alignment) if *alignment != Alignment::Start => {
                borrowed(&[("data-align", alignment.css_value())])
            }
            Self::CodeBlock(Some(language)) => borrowed(&[("data-language", language.as_str())]),
            _ => Vec::new(),
        }
    }

    /// Returns `true` if the HTML element has no content and no end tag.
    #[must_use]
    pub const fn is_void(&self) -> bool {
        matches!(
            self,
            Self::ThematicBreak | Self::LineBreak | Self::Checkbox(_)
        )
    }
}

fn borrowed<'a>(pairs: &[(&'static str, &'a str)]) -> Vec<(&'static str, Cow<'a, str>)> {
    pairs
        .iter()
        .map(|(name, value)| (*name, Cow::Borrowed(*value)))
        .collect()
}
