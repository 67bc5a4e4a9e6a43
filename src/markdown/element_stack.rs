//! The stack of open elements while a tree is built, with its depth and size limits.

use std::ops::Range;

use super::{
    max_depth_and_nodes::{MAX_DEPTH, MAX_NODES},
    tree::{Block, Document, Element, Node, Tag, fitting_text},
};

/// The finished part of a document and the elements that are still open.
#[derive(Default)]
pub(super) struct ElementStack {
    document: Document,
    /// Source range of the current top-level block.
    block_source: Range<usize>,
    /// The open elements, the outermost first; at most [`MAX_DEPTH`].
    open: Vec<Element>,
    /// Number of open elements before each start tag whose end tag is still to come.
    open_before_start: Vec<usize>,
    /// Number of open start tags when an element did not fit, until that element ends.
    too_deep_since: Option<usize>,
    /// Number of nodes in the tree.
    node_count: usize,
}

impl ElementStack {
    /// Returns `true` if the tree is full, so that further nodes are dropped.
    pub(super) const fn is_truncated(&self) -> bool {
        self.document.truncated
    }

    /// Returns `true` if the current element did not fit. Its text goes to the enclosing element.
    pub(super) const fn is_too_deep(&self) -> bool {
        self.too_deep_since.is_some()
    }

    /// Returns the open elements, the outermost first.
    pub(super) fn open_elements(&self) -> &[Element] {
        &self.open
    }

    /// Returns `true` if `levels` more levels fit.
    pub(super) const fn has_room(&self, levels: usize) -> bool {
        self.too_deep_since.is_none() && self.open.len() + levels <= MAX_DEPTH
    }

    /// Records the source range of a top-level block, if one starts here.
    pub(super) fn set_block_source(&mut self, source: &Range<usize>) {
        if self.open_before_start.is_empty() {
            self.block_source = source.clone();
        }
    }

    /// Begins a start tag. Elements opened from here on close at the matching
    /// [`end`](ElementStack::end).
    pub(super) fn start(&mut self) {
        self.open_before_start.push(self.open.len());
    }

    /// Closes the elements of the last start tag.
    pub(super) fn end(&mut self) {
        if self.too_deep_since == Some(self.open_before_start.len()) {
            self.too_deep_since = None;
        }
        let open_before = self.open_before_start.pop().unwrap_or_default();
        self.close_to(open_before);
    }

    /// Opens an element that needs `levels` levels, including its own. If they do not
    /// fit, its content goes to the enclosing element.
    pub(super) fn open(&mut self, tag: Tag, levels: usize) {
        if self.has_room(levels) {
            self.push_open(tag);
        } else if self.too_deep_since.is_none() {
            self.too_deep_since = Some(self.open_before_start.len());
        }
    }

    /// Adds an element that contains text. If the element does not fit, the text goes to the
    /// enclosing one.
    pub(super) fn add_text_element(&mut self, tag: Tag, text: &str) {
        let depth = self.open.len();
        if self.has_room(1) {
            self.push_open(tag);
        }
        self.add_text(text);
        self.close_to(depth);
    }

    /// Adds an element without content, or the fallback text if the element does not fit.
    pub(super) fn add_void_element(&mut self, tag: Tag, fallback: &str) {
        let depth = self.open.len();
        if self.has_room(1) {
            self.push_open(tag);
            self.close_to(depth);
        } else {
            self.add_text(fallback);
        }
    }

    /// Adds text. Adjacent text becomes one node.
    pub(super) fn add_text(&mut self, text: &str) {
        let last = match self.last_child() {
            Some(Node::Text(last)) => Some(last.as_str()),
            _ => None,
        };
        let (is_continued, is_in_line) = (last.is_some(), last.is_some_and(is_in_line));
        let text = self.reserve_text(text, is_in_line);
        match self.last_child() {
            _ if text.is_empty() => {}
            Some(Node::Text(last)) if is_continued => last.push_str(text),
            _ => self.push(Node::Text(text.to_owned())),
        }
    }

    /// Adds raw HTML. Adjacent pieces of raw HTML become one node.
    pub(super) fn add_raw_html(&mut self, html: &str) {
        let last = match self.last_child() {
            Some(Node::RawHtml(last)) => Some(last.as_str()),
            _ => None,
        };
        let (is_continued, is_in_line) = (last.is_some(), last.is_some_and(is_in_line));
        let html = self.reserve_text(html, is_in_line);
        match self.last_child() {
            _ if html.is_empty() => {}
            Some(Node::RawHtml(last)) if is_continued => last.push_str(html),
            _ => self.push(Node::RawHtml(html.to_owned())),
        }
    }

    /// Ends the line, to separate the words of two blocks that did not fit.
    pub(super) fn end_line(&mut self) {
        let is_in_line = match self.last_child() {
            Some(Node::Text(last) | Node::RawHtml(last)) => is_in_line(last),
            _ => false,
        };
        if is_in_line {
            let line_break = self.reserve_text("\n", true);
            if let Some(Node::Text(last) | Node::RawHtml(last)) = self.last_child() {
                last.push_str(line_break);
            }
        }
    }

    /// Closes all open elements and returns the document.
    pub(super) fn finish(mut self) -> Document {
        self.close_to(0);
        self.document
    }

    fn push_open(&mut self, tag: Tag) {
        if self.reserve_node() {
            let children = Vec::new();
            self.open.push(Element { tag, children });
        }
    }

    fn push(&mut self, node: Node) {
        let source = self.block_source.clone();
        match self.open.last_mut() {
            Some(parent) => parent.children.push(node),
            None => self.document.blocks.push(Block { source, node }),
        }
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth
            && let Some(element) = self.open.pop()
        {
            self.push(Node::Element(element));
        }
    }

    /// Returns the last child of the innermost open element.
    fn last_child(&mut self) -> Option<&mut Node> {
        self.open.last_mut()?.children.last_mut()
    }

    /// Counts the nodes of the text. Returns the part that fits.
    fn reserve_text<'t>(&mut self, text: &'t str, is_in_line: bool) -> &'t str {
        if self.document.truncated {
            return "";
        }
        let (length, count) = fitting_text(text, is_in_line, MAX_NODES - self.node_count);
        self.node_count += count;
        self.document.truncated = length < text.len();
        &text[..length]
    }

    /// Counts one more node. Returns `false` if the tree is full.
    const fn reserve_node(&mut self) -> bool {
        self.document.truncated = self.document.truncated || self.node_count == MAX_NODES;
        if !self.document.truncated {
            self.node_count += 1;
        }
        !self.document.truncated
    }
}

/// Returns `true` if text that is added to this one continues a line.
fn is_in_line(text: &str) -> bool {
    !text.is_empty() && !text.ends_with('\n')
}
