//! The nodes of what is drawn: made, and changed where it changed.
//!
//! A node that stays keeps what a person selected in it, and costs nothing.

use super::super::words;
use crate::markdown::drawing::{Direction, Element, Node, Tag};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element as HtmlElement, Node as HtmlNode};

/// Makes nodes. Most elements are one of a few, so each of those is made once and then copied: that
/// is one call to the browser in the place of several with a name to decode in each.
pub struct Nodes {
    page: Document,
    models: Vec<(Tag, Direction, HtmlElement)>,
}

impl Nodes {
    pub fn new() -> Self {
        Self {
            page: document(),
            models: Vec::new(),
        }
    }

    /// An element and all that is in it, as deep as the tree, which has its limit.
    pub fn of(&mut self, drawn: &Element<'_>) -> Option<HtmlElement> {
        let node = self.empty(drawn)?;
        if let [Node::Text(only)] = drawn.children.as_slice() {
            node.set_text_content(Some(only));
            return Some(node);
        }
        for child in &drawn.children {
            if let Some(child) = self.child(child) {
                let _ = node.append_child(&child);
            }
        }
        Some(node)
    }

    /// Makes an element that shows `old` show `new`.
    fn change(&mut self, node: &HtmlElement, old: &Element<'_>, new: &Element<'_>) {
        if old.tag == new.tag && old.direction == new.direction {
            self.change_children(node, &old.children, &new.children);
        } else if let Some(other) = self.of(new) {
            let _ = node.replace_with_with_node_1(&other);
        }
    }

    fn change_children(&mut self, parent: &HtmlElement, old: &[Node<'_>], new: &[Node<'_>]) {
        let head = same(old.iter().zip(new));
        let tail = same(old[head..].iter().rev().zip(new[head..].iter().rev()));
        let (gone, come) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
        self.replace(parent, nth(parent, head), gone, come);
    }

    /// Makes the nodes from `at` on, which show what goes, show what comes: as far as there are as
    /// many each is changed; the rest is taken out, or put in behind them.
    pub fn replace(
        &mut self,
        parent: &HtmlElement,
        mut at: Option<HtmlNode>,
        gone: &[Node<'_>],
        come: &[Node<'_>],
    ) {
        for (place, old) in gone.iter().enumerate() {
            let Some(node) = at else { return };
            at = node.next_sibling();
            match come.get(place) {
                Some(new) => self.change_child(&node, old, new),
                None => {
                    let _ = parent.remove_child(&node);
                }
            }
        }
        for new in come.iter().skip(gone.len()) {
            if let Some(child) = self.child(new) {
                let _ = parent.insert_before(&child, at.as_ref());
            }
        }
    }

    fn change_child(&mut self, node: &HtmlNode, old: &Node<'_>, new: &Node<'_>) {
        match (old, new, node.dyn_ref::<HtmlElement>()) {
            (Node::Text(_), Node::Text(text), _) => node.set_node_value(Some(text)),
            (Node::Element(old), Node::Element(new), Some(element)) => {
                self.change(element, old, new);
            }
            _ => {
                if let (Some(parent), Some(other)) = (node.parent_node(), self.child(new)) {
                    let _ = parent.replace_child(&other, node);
                }
            }
        }
    }

    fn child(&mut self, drawn: &Node<'_>) -> Option<HtmlNode> {
        match drawn {
            Node::Text(text) => Some(self.page.create_text_node(text).into()),
            Node::Element(element) => self.of(element).map(Into::into),
        }
    }

    /// An element with nothing in it.
    fn empty(&mut self, drawn: &Element<'_>) -> Option<HtmlElement> {
        if !is_one_of_few(&drawn.tag) {
            return self.made(drawn);
        }
        let is_model = |(tag, direction, _): &&(Tag, Direction, HtmlElement)| {
            *tag == drawn.tag && *direction == drawn.direction
        };
        let copy = |model: &HtmlElement| model.clone_node().ok()?.dyn_into().ok();
        if let Some((_, _, model)) = self.models.iter().find(is_model) {
            return copy(model);
        }
        let made = self.made(drawn)?;
        let model = (drawn.tag.clone(), drawn.direction, copy(&made)?);
        self.models.push(model);
        Some(made)
    }

    fn made(&self, drawn: &Element<'_>) -> Option<HtmlElement> {
        let node = self.page.create_element(drawn.tag.name()).ok()?;
        for (name, value) in drawn.attributes() {
            let _ = node.set_attribute(name, &value);
        }
        if let Tag::Checkbox(task) = &drawn.tag {
            let _ = node.set_attribute("aria-label", words::task(*task));
        }
        Some(node)
    }
}

/// Whether there are few different elements with a tag: nothing in it is a person's.
const fn is_one_of_few(tag: &Tag) -> bool {
    !matches!(
        tag,
        Tag::Link(_) | Tag::CodeBlock(Some(_)) | Tag::OrderedList { .. }
    )
}

/// How many pairs are equal, from the first on.
fn same<'a>(pairs: impl Iterator<Item = (&'a Node<'a>, &'a Node<'a>)>) -> usize {
    pairs.take_while(|(old, new)| old == new).count()
}

fn nth(parent: &HtmlElement, place: usize) -> Option<HtmlNode> {
    let place = u32::try_from(place).ok()?;
    parent.child_nodes().item(place)
}
