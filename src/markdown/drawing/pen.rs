//! From the tree to what is drawn. The depth of the calls is the tree's, which is limited.

use super::{Element, Language, Link, Node, Rank, Tag};
use crate::markdown::tree::{self, Target};
use std::borrow::Cow;

/// What draws, given the names of the files that are attached.
#[derive(Clone, Copy)]
pub(super) struct Pen<'n> {
    attached: &'n [String],
    place: Place,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Nothing here is a link yet.
    Free,
    /// In the text of a link, kept or not.
    InLink,
}

impl<'n> Pen<'n> {
    pub(super) const fn new(attached: &'n [String]) -> Self {
        Self {
            attached,
            place: Place::Free,
        }
    }

    /// What becomes of a node: a link that is none leaves what is in it.
    pub(super) fn drawn(self, node: &tree::Node) -> Vec<Node<'_>> {
        let mut drawn = Vec::with_capacity(1);
        self.add(node, &mut drawn);
        drawn
    }

    fn add<'a>(self, node: &'a tree::Node, out: &mut Vec<Node<'a>>) {
        match node {
            tree::Node::Text(text) | tree::Node::Html(text) => add_text(text, out),
            tree::Node::Element(element) => self.add_element(element, out),
        }
    }

    fn add_element<'a>(self, element: &'a tree::Element, out: &mut Vec<Node<'a>>) {
        let tag = match &element.tag {
            tree::Tag::Link(target) => return self.add_link(target, element, out),
            tree::Tag::Image(target) => return self.add_image(target, element, out),
            tree::Tag::HtmlBlock => return add_html(element, out),
            plain => tag(plain),
        };
        let children = self.children(element);
        out.push(Node::Element(Element::new(tag, children)));
    }

    fn children<'a>(self, element: &'a tree::Element) -> Vec<Node<'a>> {
        let mut children = Vec::with_capacity(element.children.len());
        for child in &element.children {
            self.add(child, &mut children);
        }
        children
    }

    /// A link without text, kept or not, shows its address: one could not see it, nor hear it.
    fn add_link<'a>(self, target: &'a Target, element: &'a tree::Element, out: &mut Vec<Node<'a>>) {
        let inside = Self {
            place: Place::InLink,
            ..self
        };
        let mut children = inside.children(element);
        if !children.iter().any(is_seen) {
            add_text(&target.destination, &mut children);
        }
        match Link::parse(&target.destination) {
            Some(link) if self.place == Place::Free => {
                out.push(Node::Element(Element::new(Tag::Link(link), children)));
            }
            _ => append(children, out),
        }
    }

    fn add_image<'a>(
        self,
        target: &'a Target,
        element: &'a tree::Element,
        out: &mut Vec<Node<'a>>,
    ) {
        if let Some(name) = self.attached_as(&target.destination) {
            let name = Node::Text(Cow::Owned(name.to_owned()));
            out.push(Node::Element(Element::new(Tag::Attached, vec![name])));
            return;
        }
        let shown = alternative(element).unwrap_or(Cow::Borrowed(&target.destination));
        match Link::parse(&target.destination) {
            Some(link) if self.place == Place::Free => {
                let children = vec![Node::Text(shown)];
                out.push(Node::Element(Element::new(Tag::Link(link), children)));
            }
            _ => add_cow(shown, out),
        }
    }

    /// The name of the attached file that an image's address, or the last part of its path, is;
    /// with `%20` and the like, too.
    fn attached_as(self, destination: &str) -> Option<&'n str> {
        if self.attached.is_empty() {
            return None;
        }
        let decoded = percent_decoded(destination);
        let is_it = |address: &str, name: &str| {
            address == name || address.rsplit(['/', '\\']).next() == Some(name)
        };
        let names = self.attached.iter().map(String::as_str);
        let mut found = names.filter(|name| !name.is_empty());
        found.find(|name| is_it(destination, name) || is_it(&decoded, name))
    }
}

/// How an element is drawn that is drawn as it is. Links, images and raw HTML have ways of their
/// own; as a paragraph none of them could do harm.
fn tag(tag: &tree::Tag) -> Tag {
    match tag {
        tree::Tag::Heading(level) => Tag::Heading(Rank::of(*level)),
        tree::Tag::Quote => Tag::Quote,
        tree::Tag::CodeBlock(info) => Tag::CodeBlock(Language::parse(info)),
        tree::Tag::BulletList => Tag::BulletList,
        tree::Tag::OrderedList { start } => Tag::OrderedList { start: *start },
        tree::Tag::Item => Tag::Item,
        tree::Tag::Checkbox(task) => Tag::Checkbox(*task),
        tree::Tag::Table => Tag::Table,
        tree::Tag::Head => Tag::Head,
        tree::Tag::Body => Tag::Body,
        tree::Tag::Row => Tag::Row,
        tree::Tag::HeaderCell(align) => Tag::HeaderCell(*align),
        tree::Tag::Cell(align) => Tag::Cell(*align),
        tree::Tag::Rule => Tag::Rule,
        tree::Tag::Strong => Tag::Strong,
        tree::Tag::Emphasis => Tag::Emphasis,
        tree::Tag::Strikethrough => Tag::Strikethrough,
        tree::Tag::Code => Tag::Code,
        tree::Tag::Break => Tag::Break,
        tree::Tag::Paragraph | tree::Tag::HtmlBlock | tree::Tag::Link(_) | tree::Tag::Image(_) => {
            Tag::Paragraph
        }
    }
}

/// A block of raw HTML as a paragraph: the end of its last line belongs to the block, not to its
/// text.
fn add_html<'a>(element: &'a tree::Element, out: &mut Vec<Node<'a>>) {
    let mut children = Vec::new();
    for child in &element.children {
        if let tree::Node::Html(text) | tree::Node::Text(text) = child {
            add_text(text.strip_suffix('\n').unwrap_or(text), &mut children);
        }
    }
    out.push(Node::Element(Element::new(Tag::Paragraph, children)));
}

/// What an image says in words; `None` if it says nothing.
fn alternative(element: &tree::Element) -> Option<Cow<'_, str>> {
    if let [tree::Node::Text(only)] = element.children.as_slice() {
        return (!only.trim().is_empty()).then_some(Cow::Borrowed(only));
    }
    let mut words = String::new();
    add_words(element, &mut words);
    (!words.trim().is_empty()).then_some(Cow::Owned(words))
}

fn add_words(element: &tree::Element, words: &mut String) {
    if element.tag == tree::Tag::Break {
        words.push('\n');
    }
    for child in &element.children {
        match child {
            tree::Node::Text(text) | tree::Node::Html(text) => words.push_str(text),
            tree::Node::Element(element) => add_words(element, words),
        }
    }
}

fn is_seen(node: &Node<'_>) -> bool {
    match node {
        Node::Text(text) => !text.trim().is_empty(),
        Node::Element(element) => element.children.iter().any(is_seen),
    }
}

fn add_text<'a>(text: &'a str, out: &mut Vec<Node<'a>>) {
    add_cow(Cow::Borrowed(text), out);
}

/// Neighbouring texts are one.
fn add_cow<'a>(text: Cow<'a, str>, out: &mut Vec<Node<'a>>) {
    match out.last_mut() {
        Some(Node::Text(last)) => last.to_mut().push_str(&text),
        _ if text.is_empty() => {}
        _ => out.push(Node::Text(text)),
    }
}

fn append<'a>(nodes: Vec<Node<'a>>, out: &mut Vec<Node<'a>>) {
    for node in nodes {
        match node {
            Node::Text(text) => add_cow(text, out),
            element @ Node::Element(_) => out.push(element),
        }
    }
}

/// `%XX` as the byte it stands for; what is no UTF-8 then reads as U+FFFD.
fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let escaped = text
            .get(at + 1..at + 3)
            .filter(|_| *byte == b'%')
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        decoded.push(escaped.unwrap_or(*byte));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    Cow::Owned(String::from_utf8_lossy(&decoded).into_owned())
}
