//! The preview of the message. Only the changed nodes of changed blocks are updated: a selection
//! elsewhere is kept, and a keystroke updates one text node.
//!
//! The preview never writes to the text: an error in the preview cannot damage the message.

use super::editor_elements::EditorElements;
use super::editor_mode::EditorMode;
use super::preview_limits::{
    MAX_IMMEDIATE_BLOCK, MAX_IMMEDIATE_UPDATE, MAX_MESSAGE, SLOW_UPDATE_DELAY,
};
use super::preview_nodes::PreviewNodes;
use super::scroll_sync::ScrollSync;
use crate::form::{Form, SelectedFile};
use crate::locale::strings;
use crate::markdown::render::{self, Node, RenderOptions};
use crate::markdown::{Block, BlockChange, Reader};
use crate::rules::Markdown;
use crate::ui::dom::{Debounce, el, render_effect};
use crate::ui::platform;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::{Element, HtmlElement};

/// State of the preview that is not visible in its nodes.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct PreviewStatus {
    /// `true` if the message is too large for a preview.
    is_paused: bool,
    /// `true` if the preview ends before the message.
    is_truncated: bool,
}

/// Updates the preview when the message changes, until the current `Owner` is cleaned up.
pub fn attach_preview(elements: &EditorElements, scroll_sync: Rc<ScrollSync>) {
    let status = RwSignal::new(PreviewStatus::default());
    let (store, mode) = (elements.store, elements.mode);
    let container = elements.preview_blocks.clone();
    let preview = Rc::new(RefCell::new(Preview::new(Markdown::default())));
    let slow_update = Debounce::new();
    let is_slow = Rc::new(Cell::new(false));
    let (is_slow_next, update_preview) = (is_slow.clone(), preview);
    let update = Rc::new(move || {
        let Ok(mut preview) = update_preview.try_borrow_mut() else {
            return;
        };
        let start = platform::now();
        store.with_untracked(|form| preview.update(&container, form));
        let is_slow =
            platform::now() - start > MAX_IMMEDIATE_UPDATE || preview.has_changed_large_block;
        is_slow_next.set(is_slow);
        let document = preview.reader.document();
        let sources = document.blocks.iter().map(|block| block.source.clone());
        scroll_sync.set_sources(sources.collect());
        let new_status = PreviewStatus {
            is_paused: preview.is_paused,
            is_truncated: document.truncated,
        };
        if status.get_untracked() != new_status {
            status.set(new_status);
        }
    });
    render_effect(move || {
        let mode = mode.current();
        // A hidden preview is not rendered.
        if mode == EditorMode::Write {
            return;
        }
        let length = store.with_message(|form| form.draft().message.len());
        // The text cannot change while only the preview is visible.
        let can_be_slow = (MAX_IMMEDIATE_BLOCK..=MAX_MESSAGE).contains(&length);
        if is_slow.get() && mode == EditorMode::Both && can_be_slow {
            let update = update.clone();
            slow_update.schedule(SLOW_UPDATE_DELAY, move || update());
        } else {
            slow_update.cancel();
            update();
        }
    });
    let hint = |text: &str| el("p").class("hint").child(text);
    let preview = elements.preview.clone();
    preview
        .show(
            move || status.get().is_truncated,
            move || hint(strings::PREVIEW_TRUNCATED),
        )
        .show(
            move || status.get().is_paused,
            move || hint(strings::PREVIEW_PAUSED),
        );
}

/// State of the rendered preview.
struct Preview {
    markdown_rules: Markdown,
    reader: Reader,
    attached_names: Vec<String>,
    nodes: PreviewNodes,
    /// `true` if the message is too large, so that nothing is rendered.
    is_paused: bool,
    /// `true` if the last update has changed a large block.
    has_changed_large_block: bool,
}

impl Preview {
    fn new(markdown_rules: Markdown) -> Self {
        Self {
            markdown_rules,
            reader: Reader::new(markdown_rules),
            attached_names: Vec::new(),
            nodes: PreviewNodes::new(),
            is_paused: false,
            has_changed_large_block: false,
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
        let message = &form.draft().message;
        let was_paused = std::mem::replace(&mut self.is_paused, message.len() > MAX_MESSAGE);
        if self.is_paused {
            if !was_paused {
                self.reader = Reader::new(markdown_rules);
                self.has_changed_large_block = false;
                container.set_text_content(None);
            }
            return;
        }
        if attached_names != self.attached_names {
            self.attached_names = attached_names;
            self.rerender_images(container);
        }
        let change = self.reader.read(message);
        self.replace_blocks(container, &change);
    }

    fn replace_blocks(&mut self, container: &HtmlElement, change: &BlockChange) {
        let blocks = &self.reader.document().blocks;
        let added = &blocks[change.kept.head..blocks.len() - change.kept.tail];
        let is_large = |block: &Block| block.source.len() > MAX_IMMEDIATE_BLOCK;
        self.has_changed_large_block = added.iter().any(is_large);
        let start = block_element(container, change.kept.head).map(Into::into);
        let options = render_options(self.markdown_rules, &self.attached_names);
        let removed = render_blocks(&change.removed, options);
        let added = render_blocks(added, options);
        self.nodes.replace(container, start, &removed, &added);
    }

    /// Rerenders the blocks with images, because the attached files have changed.
    fn rerender_images(&mut self, container: &HtmlElement) {
        let options = render_options(self.markdown_rules, &self.attached_names);
        for (index, block) in self.reader.document().blocks.iter().enumerate() {
            if render::contains_image(block)
                && let Some(old) = block_element(container, index)
                && let Some(new) = self.nodes.create(&options.render_block(block))
            {
                let _ = old.replace_with_with_node_1(&new);
            }
        }
    }
}

const fn render_options(markdown_rules: Markdown, attached_files: &[String]) -> RenderOptions<'_> {
    RenderOptions {
        attached_files,
        line_breaks: markdown_rules.line_breaks,
    }
}

fn render_blocks<'a>(blocks: &'a [Block], options: RenderOptions<'_>) -> Vec<Node<'a>> {
    let render = |block| Node::Element(options.render_block(block));
    blocks.iter().map(render).collect()
}

/// Returns the element of a block. Each block is one child of the container.
fn block_element(container: &HtmlElement, index: usize) -> Option<Element> {
    container.children().item(u32::try_from(index).ok()?)
}
