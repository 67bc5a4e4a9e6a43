//! What the message will look like, as nodes. Only what changed of the blocks that changed is built
//! anew, so a selection in the rest stays, and a keystroke costs a word.
//!
//! The text is never touched here: whatever happens to the preview, it stays where it is typed.

use super::super::dom::classed;
use super::super::watch::watch;
use super::super::words;
use super::{Parts, editor::Editor, nodes::Nodes, views::View};
use crate::form::{Chosen, Form};
use crate::markdown::drawing::{self, Node};
use crate::markdown::{Block, Change, Reader};
use crate::rules::Markdown;
use leptos::prelude::*;
use std::rc::Rc;
use web_sys::HtmlElement;

/// Lets the preview follow the text.
pub fn follow(editor: &Rc<Editor>, parts: &Parts) {
    let is_cut = RwSignal::new(false);
    let mut shown = Shown::new(Markdown::default());
    let (this, pane) = (editor.clone(), parts.blocks.clone());
    watch(move || {
        // What nobody sees is not drawn.
        if this.views.shown() == View::Write {
            return;
        }
        this.store.with_message(|form| shown.show(&pane, form));
        let document = shown.reader.document();
        let sources = document.blocks.iter().map(|block| block.source.clone());
        *this.scroll.sources.borrow_mut() = sources.collect();
        if is_cut.get_untracked() != document.cut {
            is_cut.set(document.cut);
        }
    });
    parts.preview.clone().when(
        move || is_cut.get(),
        || classed("p", "hint").text(words::PREVIEW_CUT),
    );
}

/// What the pane shows.
struct Shown {
    allowed: Markdown,
    reader: Reader,
    attached: Vec<String>,
    nodes: Nodes,
}

impl Shown {
    fn new(allowed: Markdown) -> Self {
        Self {
            allowed,
            reader: Reader::new(allowed),
            attached: Vec::new(),
            nodes: Nodes::new(),
        }
    }

    /// Makes the pane show the message of a form.
    fn show(&mut self, pane: &HtmlElement, form: &Form) {
        let allowed = form.rules().map(|rules| rules.markdown);
        let allowed = allowed.unwrap_or_default();
        // An image named like an attached file is shown as that file.
        let name = |file: &Chosen| file.name.to_string();
        let attached: Vec<_> = form.draft().files.iter().map(name).collect();
        if allowed != self.allowed {
            *self = Self::new(allowed);
            pane.set_text_content(None);
        }
        if attached != self.attached {
            self.attached = attached;
            self.redraw_images(pane);
        }
        let change = self.reader.read(&form.draft().message);
        self.replace(pane, &change);
    }

    /// Puts the blocks that came in the place of those that went.
    fn replace(&mut self, pane: &HtmlElement, change: &Change) {
        let blocks = &self.reader.document().blocks;
        let come = &blocks[change.kept.head..blocks.len() - change.kept.tail];
        let at = child(pane, change.kept.head).map(Into::into);
        let gone = drawn(&change.removed, &self.attached);
        let come = drawn(come, &self.attached);
        self.nodes.replace(pane, at, &gone, &come);
    }

    /// Draws anew what other attached files may have changed.
    fn redraw_images(&mut self, pane: &HtmlElement) {
        for (place, block) in self.reader.document().blocks.iter().enumerate() {
            if drawing::has_image(block)
                && let Some(old) = child(pane, place)
                && let Some(new) = self.nodes.of(&drawing::draw(block, &self.attached))
            {
                let _ = old.replace_with_with_node_1(&new);
            }
        }
    }
}

fn drawn<'a>(blocks: &'a [Block], attached: &[String]) -> Vec<Node<'a>> {
    let draw = |block| Node::Element(drawing::draw(block, attached));
    blocks.iter().map(draw).collect()
}

/// One element is a block: places in the pane are counted in elements.
fn child(pane: &HtmlElement, place: usize) -> Option<web_sys::Element> {
    pane.children().item(u32::try_from(place).ok()?)
}
