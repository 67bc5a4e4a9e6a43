//! The rendered tree: elements and text.

use super::tag::Tag;
use std::borrow::Cow;

/// A rendered node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node<'a> {
    /// Text, to be shown verbatim.
    Text(Cow<'a, str>),
    /// An element.
    Element(Element<'a>),
}

/// A rendered element and its children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element<'a> {
    /// Kind of the element.
    pub tag: Tag,
    /// Direction of its text.
    pub direction: Direction,
    /// Child nodes. Empty if the tag [is void](Tag::is_void).
    pub children: Vec<Node<'a>>,
}

/// Source of an element's text direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The parent element.
    Inherited,
    /// The first letter in the element that has a direction (`dir="auto"`): a message may hold
    /// Arabic above a log in English.
    Auto,
}

impl<'a> Element<'a> {
    pub(super) const fn new(tag: Tag, children: Vec<Node<'a>>) -> Self {
        Self {
            tag,
            direction: Direction::Inherited,
            children,
        }
    }

    /// Returns all attributes: the attributes of the [tag](Tag::attributes) and, with
    /// [`Direction::Auto`], `dir`.
    #[must_use]
    pub fn attributes(&self) -> Vec<(&'static str, Cow<'_, str>)> {
        let mut attributes = self.tag.attributes();
        if self.direction == Direction::Auto {
            attributes.push(("dir", Cow::Borrowed("auto")));
        }
        attributes
    }
}
