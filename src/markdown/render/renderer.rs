//! Renders the document tree. Recursion is as deep as the tree, whose depth is limited.

use super::{
    attached_image::attached_file_name,
    code_language::CodeLanguage,
    heading_level::HeadingLevel,
    node::{Direction, Element, Node},
    render_options::RenderOptions,
    safe_url::SafeUrl,
    tag::Tag,
};
use crate::markdown::tree::{self, Block, LinkTarget};
use crate::rules::LineBreaks;
use std::borrow::Cow;

impl RenderOptions<'_> {
    /// Renders a block.
    #[must_use]
    pub fn render_block(self, block: &Block) -> Element<'_> {
        let nodes = Renderer::new(self).render_nodes(&block.node);
        let element = match <[Node<'_>; 1]>::try_from(nodes) {
            Ok([Node::Element(element)]) => element,
            Ok([text]) => Element::new(Tag::Paragraph, vec![text]),
            Err(nodes) => Element::new(Tag::Paragraph, nodes),
        };
        Element {
            direction: Direction::Auto,
            ..element
        }
    }
}

/// Renders nodes with these options.
#[derive(Clone, Copy)]
pub(super) struct Renderer<'n> {
    attached_files: &'n [String],
    /// `true` in the text of a link, even of one that is dropped: links never nest.
    is_in_link: bool,
    /// `true` where a line feed in text is a line break: not in code and headings.
    has_line_breaks: bool,
}

impl<'n> Renderer<'n> {
    pub(super) fn new(options: RenderOptions<'n>) -> Self {
        Self {
            attached_files: options.attached_files,
            is_in_link: false,
            has_line_breaks: options.line_breaks == LineBreaks::Hard,
        }
    }

    /// Renders a node. An unsafe link becomes its content, which can be several nodes.
    pub(super) fn render_nodes(self, node: &tree::Node) -> Vec<Node<'_>> {
        let mut nodes = Vec::with_capacity(1);
        self.render(node, &mut nodes);
        nodes
    }

    fn render<'a>(self, node: &'a tree::Node, out: &mut Vec<Node<'a>>) {
        match node {
            tree::Node::Text(text) if self.has_line_breaks => push_lines(text, out),
            tree::Node::Text(text) | tree::Node::RawHtml(text) => push_str(text, out),
            tree::Node::Element(element) => self.render_element(element, out),
        }
    }

    fn render_element<'a>(self, element: &'a tree::Element, out: &mut Vec<Node<'a>>) {
        let tag = match &element.tag {
            tree::Tag::Link(target) => return self.render_link(target, element, out),
            tree::Tag::Image(target) => return self.render_image(target, element, out),
            tree::Tag::HtmlBlock => return render_html_block(element, out),
            tag => one_to_one_tag(tag),
        };
        let has_line_breaks = self.has_line_breaks && can_have_line_breaks(&element.tag);
        let children = Self {
            has_line_breaks,
            ..self
        }
        .render_children(element);
        out.push(Node::Element(Element::new(tag, children)));
    }

    fn render_children<'a>(self, element: &'a tree::Element) -> Vec<Node<'a>> {
        let mut children = Vec::with_capacity(element.children.len());
        for child in &element.children {
            self.render(child, &mut children);
        }
        children
    }

    /// Renders a link, or its content if the URL is unsafe. If there is no visible text, the URL is
    /// shown instead: an empty link is invisible and has no accessible name.
    fn render_link<'a>(
        self,
        target: &'a LinkTarget,
        element: &'a tree::Element,
        out: &mut Vec<Node<'a>>,
    ) {
        let link_renderer = Self {
            is_in_link: true,
            ..self
        };
        let mut children = link_renderer.render_children(element);
        if !children.iter().any(is_visible) {
            push_str(&target.destination, &mut children);
        }
        match SafeUrl::parse(&target.destination) {
            Some(url) if !self.is_in_link => {
                out.push(Node::Element(Element::new(Tag::Link(url), children)));
            }
            _ => append(children, out),
        }
    }

    fn render_image<'a>(
        self,
        target: &'a LinkTarget,
        element: &'a tree::Element,
        out: &mut Vec<Node<'a>>,
    ) {
        if let Some(name) = attached_file_name(&target.destination, self.attached_files) {
            let name = Node::Text(Cow::Owned(name.to_owned()));
            out.push(Node::Element(Element::new(Tag::AttachedFile, vec![name])));
            return;
        }
        let text = alternative_text(element).unwrap_or(Cow::Borrowed(&target.destination));
        match SafeUrl::parse(&target.destination) {
            Some(url) if !self.is_in_link => {
                let children = vec![Node::Text(text)];
                out.push(Node::Element(Element::new(Tag::Link(url), children)));
            }
            _ => push_text(text, out),
        }
    }
}

/// Maps the tags that render one to one. Links, images and raw HTML are rendered by other
/// functions; a paragraph is their safe fallback.
fn one_to_one_tag(tag: &tree::Tag) -> Tag {
    match tag {
        tree::Tag::Heading(level) => Tag::Heading(HeadingLevel::from_markdown(*level)),
        tree::Tag::BlockQuote => Tag::BlockQuote,
        tree::Tag::CodeBlock(info) => Tag::CodeBlock(CodeLanguage::parse(info)),
        tree::Tag::BulletList => Tag::BulletList,
        tree::Tag::OrderedList { start } => Tag::OrderedList { start: *start },
        tree::Tag::ListItem => Tag::ListItem,
        tree::Tag::Checkbox(state) => Tag::Checkbox(*state),
        tree::Tag::Table => Tag::Table,
        tree::Tag::TableHead => Tag::TableHead,
        tree::Tag::TableBody => Tag::TableBody,
        tree::Tag::TableRow => Tag::TableRow,
        tree::Tag::HeaderCell(alignment) => Tag::HeaderCell(*alignment),
        tree::Tag::Cell(alignment) => Tag::Cell(*alignment),
        tree::Tag::ThematicBreak => Tag::ThematicBreak,
        tree::Tag::Strong => Tag::Strong,
        tree::Tag::Emphasis => Tag::Emphasis,
        tree::Tag::Strikethrough => Tag::Strikethrough,
        tree::Tag::Code => Tag::Code,
        tree::Tag::HardBreak => Tag::LineBreak,
        tree::Tag::Paragraph | tree::Tag::HtmlBlock | tree::Tag::Link(_) | tree::Tag::Image(_) => {
            Tag::Paragraph
        }
    }
}

/// Returns `false` for elements in which a line feed is text or white space.
const fn can_have_line_breaks(tag: &tree::Tag) -> bool {
    !matches!(
        tag,
        tree::Tag::CodeBlock(_) | tree::Tag::Code | tree::Tag::Heading(_)
    )
}

/// Renders a block of raw HTML as a paragraph of text, without the line break at its end.
fn render_html_block<'a>(element: &'a tree::Element, out: &mut Vec<Node<'a>>) {
    let mut children = Vec::new();
    for child in &element.children {
        if let tree::Node::RawHtml(text) | tree::Node::Text(text) = child {
            push_str(text.strip_suffix('\n').unwrap_or(text), &mut children);
        }
    }
    out.push(Node::Element(Element::new(Tag::Paragraph, children)));
}

/// Returns the alternative text of an image, or `None` if it is blank.
fn alternative_text(element: &tree::Element) -> Option<Cow<'_, str>> {
    if let [tree::Node::Text(only)] = element.children.as_slice() {
        return (!only.trim().is_empty()).then_some(Cow::Borrowed(only));
    }
    let mut text = String::new();
    collect_text(element, &mut text);
    (!text.trim().is_empty()).then_some(Cow::Owned(text))
}

fn collect_text(element: &tree::Element, out: &mut String) {
    if element.tag == tree::Tag::HardBreak {
        out.push('\n');
    }
    for child in &element.children {
        match child {
            tree::Node::Text(text) | tree::Node::RawHtml(text) => out.push_str(text),
            tree::Node::Element(element) => collect_text(element, out),
        }
    }
}

fn is_visible(node: &Node<'_>) -> bool {
    match node {
        Node::Text(text) => !text.trim().is_empty(),
        Node::Element(element) => element.children.iter().any(is_visible),
    }
}

fn push_str<'a>(text: &'a str, out: &mut Vec<Node<'a>>) {
    push_text(Cow::Borrowed(text), out);
}

/// Adds text with a line break for each line feed.
fn push_lines<'a>(text: &'a str, out: &mut Vec<Node<'a>>) {
    let mut lines = text.split('\n');
    push_str(lines.next().unwrap_or_default(), out);
    for line in lines {
        out.push(Node::Element(Element::new(Tag::LineBreak, Vec::new())));
        push_str(line, out);
    }
}

/// Adds text. Adjacent text becomes one node.
fn push_text<'a>(text: Cow<'a, str>, out: &mut Vec<Node<'a>>) {
    match out.last_mut() {
        Some(Node::Text(last)) => last.to_mut().push_str(&text),
        _ if text.is_empty() => {}
        _ => out.push(Node::Text(text)),
    }
}

fn append<'a>(nodes: Vec<Node<'a>>, out: &mut Vec<Node<'a>>) {
    for node in nodes {
        match node {
            Node::Text(text) => push_text(text, out),
            element @ Node::Element(_) => out.push(element),
        }
    }
}
