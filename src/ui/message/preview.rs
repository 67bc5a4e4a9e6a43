//! The preview of the message. Only the changed nodes of changed blocks are updated: a selection
//! elsewhere is kept, and a keystroke updates one text node.
//!
//! The preview never writes to the text: an error in it cannot damage what was typed.

use super::editor_elements::EditorElements;
use super::editor_mode::EditorMode;
use super::preview_nodes::PreviewNodes;
use super::scroll_sync::ScrollSync;
use crate::form::{Form, SelectedFile};
use crate::locale::strings;
use crate::markdown::render::{self, Node};
use crate::markdown::{Block, BlockChange, Reader};
use crate::rules::Markdown;
use crate::ui::dom::{el, render_effect};
use leptos::prelude::*;
use std::rc::Rc;
use web_sys::{Element, HtmlElement};

/// Updates the preview when the message changes, until the current `Owner` is cleaned up.
pub fn attach_preview(elements: &EditorElements, scroll_sync: Rc<ScrollSync>) {
    let is_truncated = RwSignal::new(false);
    let (store, mode) = (elements.store, elements.mode);
    let container = elements.preview_blocks.clone();
    let mut preview = Preview::new(Markdown::default());
    render_effect(move || {
        // A hidden preview is not rendered.
        if mode.current() == EditorMode::Write {
            return;
        }
        store.with_message(|form| preview.update(&container, form));
        let document = preview.reader.document();
        let sources = document.blocks.iter().map(|block| block.source.clone());
        scroll_sync.set_sources(sources.collect());
        if is_truncated.get_untracked() != document.truncated {
            is_truncated.set(document.truncated);
        }
    });
    let preview = elements.preview.clone();
    preview.show(
        move || is_truncated.get(),
        || el("p").class("hint").child(strings::PREVIEW_TRUNCATED),
    );
}

/// State of the rendered preview.
struct Preview {
    markdown_rules: Markdown,
    reader: Reader,
    attached_names: Vec<String>,
    nodes: PreviewNodes,
}

impl Preview {
    fn new(markdown_rules: Markdown) -> Self {
        Self {
            markdown_rules,
            reader: Reader::new(markdown_rules),
            attached_names: Vec::new(),
            nodes: PreviewNodes::new(),
        }
    }

    /// Renders the message of a form.
    fn update(&mut self, container: &HtmlElement, form: &Form) {
        let markdown_rules = form.rules().map(|rules| rules.markdown);
        let markdown_rules = markdown_rules.unwrap_or_default();
        // An image with the name of an attached file is rendered as that file.
        let name = |file: &SelectedFile| file.name.to_string();
        let attached_names: Vec<_> = form.draft().files.iter().map(name).collect();
        // A browser extension may have added or removed elements.
        let is_intact =
            container.child_element_count() as usize == self.reader.document().blocks.len();
        if markdown_rules != self.markdown_rules || !is_intact {
            *self = Self::new(markdown_rules);
            container.set_text_content(None);
        }
        if attached_names != self.attached_names {
            self.attached_names = attached_names;
            self.rerender_images(container);
        }
        let change = self.reader.read(&form.draft().message);
        self.replace_blocks(container, &change);
    }

    fn replace_blocks(&mut self, container: &HtmlElement, change: &BlockChange) {
        let blocks = &self.reader.document().blocks;
        let added = &blocks[change.kept.head..blocks.len() - change.kept.tail];
        let start = block_element(container, change.kept.head).map(Into::into);
        let removed = render_blocks(&change.removed, &self.attached_names);
        let added = render_blocks(added, &self.attached_names);
        self.nodes.replace(container, start, &removed, &added);
    }

    /// Rerenders the blocks with images, because the attached files have changed.
    fn rerender_images(&mut self, container: &HtmlElement) {
        for (index, block) in self.reader.document().blocks.iter().enumerate() {
            if render::contains_image(block)
                && let Some(old) = block_element(container, index)
                && let Some(new) = self
                    .nodes
                    .create(&render::render_block(block, &self.attached_names))
            {
                let _ = old.replace_with_with_node_1(&new);
            }
        }
    }
}

fn render_blocks<'a>(blocks: &'a [Block], attached_names: &[String]) -> Vec<Node<'a>> {
    let render = |block| Node::Element(render::render_block(block, attached_names));
    blocks.iter().map(render).collect()
}

/// Returns the element of a block. Each block is one child of the container.
fn block_element(container: &HtmlElement, index: usize) -> Option<Element> {
    container.children().item(u32::try_from(index).ok()?)
}
