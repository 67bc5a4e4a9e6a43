//! Creates the DOM nodes of the preview, and updates those that differ. A selection in a node that
//! stays is kept.

use crate::markdown::render::{Direction, Element, Node, Tag};
use crate::ui::text;
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element as DomElement, Node as DomNode};

/// Creates and updates nodes. Most elements equal one of a few templates. A template is created
/// once and then cloned: one call to the browser instead of several, each with a name to decode.
pub struct PreviewNodes {
    document: Document,
    templates: Vec<(Tag, Direction, DomElement)>,
}

impl PreviewNodes {
    /// Creates a value without templates, which are added on first use.
    pub fn new() -> Self {
        Self {
            document: document(),
            templates: Vec::new(),
        }
    }

    /// Creates an element and its children. The recursion is as deep as the tree, whose depth is
    /// limited.
    pub fn create(&mut self, element: &Element<'_>) -> Option<DomElement> {
        let node = self.create_empty(element)?;
        if let [Node::Text(only)] = element.children.as_slice() {
            node.set_text_content(Some(only));
            return Some(node);
        }
        for child in &element.children {
            if let Some(child) = self.create_node(child) {
                let _ = node.append_child(&child);
            }
        }
        Some(node)
    }

    /// Replaces the nodes `old`, starting at the DOM node `start`, with the nodes `new`: pairs are
    /// updated, excess old nodes are removed, and excess new nodes are inserted.
    pub fn replace(
        &mut self,
        parent: &DomElement,
        start: Option<DomNode>,
        old: &[Node<'_>],
        new: &[Node<'_>],
    ) {
        let mut next = start;
        for (index, old) in old.iter().enumerate() {
            let Some(node) = next else { return };
            next = node.next_sibling();
            match new.get(index) {
                Some(new) => self.update_node(&node, old, new),
                None => {
                    let _ = parent.remove_child(&node);
                }
            }
        }
        for new in new.iter().skip(old.len()) {
            if let Some(child) = self.create_node(new) {
                let _ = parent.insert_before(&child, next.as_ref());
            }
        }
    }

    fn update_node(&mut self, node: &DomNode, old: &Node<'_>, new: &Node<'_>) {
        // Compared by node type: a JavaScript class belongs to one window, and the form may have
        // moved to another one.
        match (old, new, node.node_type()) {
            (Node::Text(_), Node::Text(text), DomNode::TEXT_NODE) => {
                node.set_node_value(Some(text));
            }
            (Node::Element(old), Node::Element(new), DomNode::ELEMENT_NODE) => {
                self.update(node.unchecked_ref(), old, new);
            }
            _ => {
                if let (Some(parent), Some(new)) = (node.parent_node(), self.create_node(new)) {
                    let _ = parent.replace_child(&new, node);
                }
            }
        }
    }

    fn update(&mut self, node: &DomElement, old: &Element<'_>, new: &Element<'_>) {
        // A page translator or an extension may have replaced nodes.
        let is_intact = node.child_nodes().length() as usize == count_nodes(&old.children);
        if old.tag == new.tag && old.direction == new.direction && is_intact {
            self.update_children(node, &old.children, &new.children);
        } else if let Some(new) = self.create(new) {
            let _ = node.replace_with_with_node_1(&new);
        }
    }

    fn update_children(&mut self, parent: &DomElement, old: &[Node<'_>], new: &[Node<'_>]) {
        let head = count_equal(old.iter().zip(new));
        let tail = count_equal(old[head..].iter().rev().zip(new[head..].iter().rev()));
        let removed = &old[head..old.len() - tail];
        let added = &new[head..new.len() - tail];
        self.replace(parent, nth_child(parent, head), removed, added);
    }

    fn create_node(&mut self, node: &Node<'_>) -> Option<DomNode> {
        match node {
            Node::Text(text) => Some(self.document.create_text_node(text).into()),
            Node::Element(element) => self.create(element).map(Into::into),
        }
    }

    /// Creates an element without children.
    fn create_empty(&mut self, element: &Element<'_>) -> Option<DomElement> {
        if !is_templated(&element.tag) {
            return self.create_from_tag(element);
        }
        let is_template = |(tag, direction, _): &&(Tag, Direction, DomElement)| {
            *tag == element.tag && *direction == element.direction
        };
        let clone = |template: &DomElement| Some(template.clone_node().ok()?.unchecked_into());
        if let Some((_, _, template)) = self.templates.iter().find(is_template) {
            return clone(template);
        }
        let node = self.create_from_tag(element)?;
        let template = (element.tag.clone(), element.direction, clone(&node)?);
        self.templates.push(template);
        Some(node)
    }

    fn create_from_tag(&self, element: &Element<'_>) -> Option<DomElement> {
        let node = self.document.create_element(element.tag.name()).ok()?;
        for (name, value) in element.attributes() {
            let _ = node.set_attribute(name, &value);
        }
        let attribute = match &element.tag {
            Tag::Checkbox(task) => Some(("aria-label", text::task_label(*task))),
            // Long lines are scrolled sideways, by keyboard too (WCAG 2.1.1). Safari does not
            // focus a scroll container by itself.
            Tag::CodeBlock(_) | Tag::Table => Some(("tabindex", "0")),
            _ => None,
        };
        if let Some((name, value)) = attribute {
            let _ = node.set_attribute(name, value);
        }
        Some(node)
    }
}

/// Returns `true` for a tag that is worth a template: no attribute comes from the message.
const fn is_templated(tag: &Tag) -> bool {
    !matches!(
        tag,
        Tag::Link(_) | Tag::CodeBlock(Some(_)) | Tag::OrderedList { .. }
    )
}

/// Returns the number of equal pairs before the first unequal one.
fn count_equal<'a>(pairs: impl Iterator<Item = (&'a Node<'a>, &'a Node<'a>)>) -> usize {
    pairs.take_while(|(old, new)| old == new).count()
}

/// Returns the number of DOM nodes: an element whose only child is an empty text has none.
fn count_nodes(children: &[Node<'_>]) -> usize {
    match children {
        [Node::Text(only)] if only.is_empty() => 0,
        children => children.len(),
    }
}

fn nth_child(parent: &DomElement, index: usize) -> Option<DomNode> {
    let index = u32::try_from(index).ok()?;
    parent.child_nodes().item(index)
}
