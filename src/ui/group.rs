//! Elements that come and go, at one place of their parent.

use leptos::prelude::{Owner, document};
use leptos::reactive::owner::WeakOwner;
use web_sys::{Element, Node, Text};

/// The elements, each with what was made along with it.
pub struct Group {
    /// An empty text behind the last of them.
    end: Text,
    /// Weak, for what follows a signal is kept by its owner.
    owner: Option<WeakOwner>,
    shown: Vec<Shown>,
}

struct Shown {
    node: Element,
    owner: Owner,
}

impl Group {
    /// An empty one behind all that an element has by now.
    pub fn at_the_end_of(parent: &Element) -> Self {
        let end = document().create_text_node("");
        let _ = parent.append_child(&end);
        Self {
            end,
            owner: Owner::current().map(|owner| owner.downgrade()),
            shown: Vec::new(),
        }
    }

    /// Shows elements in this order: each the one that was at a place before, or one that is made
    /// for its new place.
    pub fn follow(&mut self, from: Vec<Option<usize>>, make: &mut dyn FnMut(usize) -> Element) {
        let mut before: Vec<_> = self.shown.drain(..).map(Some).collect();
        let kept: Vec<_> = from
            .into_iter()
            .map(|from| before.get_mut(from?)?.take())
            .collect();
        // What goes, goes first: what stays has its neighbours then, and is not moved.
        before.into_iter().flatten().for_each(Shown::remove);
        let Some(parent) = self.end.parent_node() else {
            return;
        };
        for (place, kept) in kept.into_iter().enumerate() {
            self.shown
                .extend(kept.or_else(|| self.made(&mut || make(place))));
        }
        let mut next: Node = self.end.clone().into();
        for Shown { node, .. } in self.shown.iter().rev() {
            if node.next_sibling().as_ref() != Some(&next) {
                let _ = parent.insert_before(node, Some(&next));
            }
            next = node.clone().into();
        }
    }

    fn made(&self, make: &mut dyn FnMut() -> Element) -> Option<Shown> {
        let owner = self.owner.as_ref()?.upgrade()?.child();
        let node = owner.with(make);
        Some(Shown { node, owner })
    }
}

impl Shown {
    fn remove(self) {
        self.owner.cleanup();
        self.node.remove();
    }
}
