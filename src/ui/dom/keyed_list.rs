//! A list of elements, updated by key.

use super::element::El;
use leptos::prelude::{Owner, document};
use leptos::reactive::owner::WeakOwner;
use web_sys::{Element, Node, Text};

/// A closure that builds an element.
pub type BuildElement<'a> = dyn FnMut() -> El + 'a;

/// The elements of a list inside a parent, each with the `Owner` it was built under.
pub struct KeyedList {
    parent: Element,
    /// An empty text node after the last element.
    end: Text,
    /// Weak: the owner stores the effect that stores this list.
    owner: Option<WeakOwner>,
    items: Vec<Item>,
}

struct Item {
    node: Element,
    owner: Owner,
}

impl KeyedList {
    /// Creates an empty list after the existing children of an element.
    pub fn append_to(parent: &Element) -> Self {
        let end = document().create_text_node("");
        let _ = parent.append_child(&end);
        Self {
            parent: parent.clone(),
            end,
            owner: Owner::current().map(|owner| owner.downgrade()),
            items: Vec::new(),
        }
    }

    /// Updates the list. For each new index, `sources` has the previous index of the same key;
    /// `build` builds the element of a new key from its new index.
    pub fn update(&mut self, sources: &[Option<usize>], build: &mut dyn FnMut(usize) -> El) {
        // Moving an element would end its focus, and an extension may have inserted others in between.
        let is_unchanged = sources.len() == self.items.len()
            && sources
                .iter()
                .enumerate()
                .all(|(index, it)| *it == Some(index));
        if is_unchanged {
            return;
        }
        let mut previous: Vec<_> = self.items.drain(..).map(Some).collect();
        let kept: Vec<_> = sources
            .iter()
            .map(|source| previous.get_mut((*source)?)?.take())
            .collect();
        // Removals first: the kept elements are then adjacent, and those in order are not moved.
        previous.into_iter().flatten().for_each(Item::remove);
        let parent: Node = self.parent.clone().into();
        // A browser extension may have removed the text node.
        if self.end.parent_node().as_ref() != Some(&parent) {
            let _ = parent.append_child(&self.end);
        }
        for (index, kept) in kept.into_iter().enumerate() {
            let item = kept.or_else(|| self.build(&mut || build(index)));
            self.items.extend(item);
        }
        let mut next: Node = self.end.clone().into();
        for Item { node, .. } in self.items.iter().rev() {
            if node.next_sibling().as_ref() != Some(&next) {
                let _ = parent.insert_before(node, Some(&next));
            }
            next = node.clone().into();
        }
    }

    /// Replaces all elements by the one that `build` builds, or by none.
    pub fn replace(&mut self, build: Option<&mut BuildElement<'_>>) {
        self.items.drain(..).for_each(Item::remove);
        if let Some(build) = build {
            self.update(&[None], &mut |_| build());
        }
    }

    fn build(&self, build: &mut BuildElement<'_>) -> Option<Item> {
        let owner = self.owner.as_ref()?.upgrade()?.child();
        let node = owner.with(build).node().clone();
        Some(Item { node, owner })
    }
}

impl Item {
    fn remove(self) {
        self.owner.cleanup();
        self.node.remove();
    }
}
