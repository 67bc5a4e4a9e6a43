//! The tree in the making: the elements around the place that is read, within the limits.

use std::ops::Range;

use super::{Block, Document, Element, MAX_DEPTH, MAX_NODES, Node, Tag};

/// What is finished, and what is still open.
#[derive(Default)]
pub(super) struct Stack {
    document: Document,
    /// Where the current block stands.
    block: Range<usize>,
    /// The elements around here, the outermost first; at most [`MAX_DEPTH`].
    open: Vec<Element>,
    /// For each start whose end is to come: how many elements were open before.
    starts: Vec<usize>,
    /// How many starts there were when the elements no longer fitted.
    too_deep: Option<usize>,
    /// How many nodes are in the tree.
    nodes: usize,
}

impl Stack {
    /// Whether the tree is full, so that nothing more counts.
    pub(super) const fn is_cut(&self) -> bool {
        self.document.cut
    }

    /// Whether what starts now has no room, so that its text goes to the element around it.
    pub(super) const fn is_too_deep(&self) -> bool {
        self.too_deep.is_some()
    }

    /// The elements around here, the outermost first.
    pub(super) fn open_elements(&self) -> &[Element] {
        &self.open
    }

    /// Whether so many more levels fit in here.
    pub(super) const fn has_room(&self, levels: usize) -> bool {
        self.too_deep.is_none() && self.open.len() + levels <= MAX_DEPTH
    }

    /// Says where the block stands that begins here, if one does.
    pub(super) fn locate(&mut self, source: &Range<usize>) {
        if self.starts.is_empty() {
            self.block = source.clone();
        }
    }

    /// Something starts; elements opened from here on close at its [`Stack::end`].
    pub(super) fn start(&mut self) {
        self.starts.push(self.open.len());
    }

    /// What started last ends.
    pub(super) fn end(&mut self) {
        if self.too_deep == Some(self.starts.len()) {
            self.too_deep = None;
        }
        let before = self.starts.pop().unwrap_or_default();
        self.close_to(before);
    }

    /// Opens an element that needs so many levels, its own included, to be whole. If they do not
    /// fit, its content goes to the element around it.
    pub(super) fn open(&mut self, tag: Tag, levels: usize) {
        if self.has_room(levels) {
            self.push_open(tag);
        } else if self.too_deep.is_none() {
            self.too_deep = Some(self.starts.len());
        }
    }

    /// Adds an element that holds a text. If it does not fit, the text goes to the element around
    /// it.
    pub(super) fn leaf(&mut self, tag: Tag, text: &str) {
        let depth = self.open.len();
        if self.has_room(1) {
            self.push_open(tag);
        }
        self.text(text);
        self.close_to(depth);
    }

    /// Adds an element that holds nothing. If it does not fit, a text stands for it.
    pub(super) fn void(&mut self, tag: Tag, text: &str) {
        let depth = self.open.len();
        if self.has_room(1) {
            self.push_open(tag);
            self.close_to(depth);
        } else {
            self.text(text);
        }
    }

    /// Adds text, to the text before it if there is one.
    pub(super) fn text(&mut self, text: &str) {
        if let Some(Node::Text(last)) = self.last() {
            last.push_str(text);
        } else if !text.is_empty() && self.grow() {
            self.push(Node::Text(text.to_owned()));
        }
    }

    /// Adds raw HTML, to the raw HTML before it if there is some.
    pub(super) fn html(&mut self, html: &str) {
        if let Some(Node::Html(last)) = self.last() {
            last.push_str(html);
        } else if self.grow() {
            self.push(Node::Html(html.to_owned()));
        }
    }

    /// Keeps the words of two blocks apart that have no room to be blocks.
    pub(super) fn end_line(&mut self) {
        if let Some(Node::Text(last) | Node::Html(last)) = self.last()
            && !last.ends_with('\n')
        {
            last.push('\n');
        }
    }

    /// Closes whatever is open.
    pub(super) fn finish(mut self) -> Document {
        self.close_to(0);
        self.document
    }

    fn push_open(&mut self, tag: Tag) {
        if self.grow() {
            let children = Vec::new();
            self.open.push(Element { tag, children });
        }
    }

    fn push(&mut self, node: Node) {
        let source = self.block.clone();
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

    /// What the innermost element ends with so far.
    fn last(&mut self) -> Option<&mut Node> {
        self.open.last_mut()?.children.last_mut()
    }

    /// Counts one more node, if it may be.
    const fn grow(&mut self) -> bool {
        self.document.cut = self.document.cut || self.nodes == MAX_NODES;
        if !self.document.cut {
            self.nodes += 1;
        }
        !self.document.cut
    }
}
