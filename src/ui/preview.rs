//! What the message will look like, as nodes. Only the blocks that changed are built anew, so a
//! selection in the others stays, and a keystroke costs one block.
//!
//! The text is never touched here: whatever happens to the preview, it stays where it is typed.

use super::{store::Store, words};
use crate::markdown::drawing::{self, Element, Node, Tag};
use crate::markdown::{Block, Change, Reader};
use crate::rules::Markdown;
use leptos::{html::Div, prelude::*};
use std::ops::Range;
use web_sys::{Document, HtmlElement};

const HEADING: &str = "open-ticket-preview";

/// The preview of a text.
#[component]
pub fn Preview(
    /// The text, as Markdown.
    text: Memo<String>,
    /// The names of the attached files: an image named like one is shown as that file.
    attached: Memo<Vec<String>>,
    /// Where each block stands in the text, in bytes: the first of them is the pane's first child.
    sources: StoredValue<Vec<Range<usize>>>,
    /// The element whose children the blocks are.
    pane: NodeRef<Div>,
) -> impl IntoView {
    let store = Store::of_context();
    let allowed = Memo::new(move |_| store.with(|form| form.rules().map(|rules| rules.markdown)));
    let empty = Memo::new(move |_| text.read().trim().is_empty());
    let cut = RwSignal::new(false);
    Effect::new(move |shown: Option<Shown>| {
        let allowed = allowed.get().unwrap_or_default();
        let mut shown = shown.unwrap_or_else(|| Shown::new(allowed));
        if let Some(pane) = pane.get() {
            shown.follow(&pane, allowed, &text.read(), &attached.read());
            let blocks = shown.reader.document().blocks.iter();
            sources.set_value(blocks.map(|block| block.source.clone()).collect());
            if cut.get_untracked() != shown.reader.document().cut {
                cut.set(shown.reader.document().cut);
            }
        }
        shown
    });
    view! { class="ot",
        <div class="preview" part="preview" role="region" aria-labelledby=HEADING tabindex="0">
            // The message's own headings begin at the third rank.
            <h2 class="unseen" id=HEADING>{words::PREVIEW}</h2>
            <Show when=move || empty.get()>
                <p class="hint">{words::PREVIEW_EMPTY}</p>
            </Show>
            <div class="blocks" node_ref=pane></div>
            <Show when=move || cut.get()>
                <p class="hint">{words::PREVIEW_CUT}</p>
            </Show>
        </div>
    }
}

/// What the pane shows.
struct Shown {
    allowed: Markdown,
    reader: Reader,
    attached: Vec<String>,
}

impl Shown {
    fn new(allowed: Markdown) -> Self {
        Self {
            allowed,
            reader: Reader::new(allowed),
            attached: Vec::new(),
        }
    }

    /// Makes the pane show a text.
    fn follow(&mut self, pane: &HtmlElement, allowed: Markdown, text: &str, attached: &[String]) {
        if allowed != self.allowed {
            *self = Self::new(allowed);
            pane.set_text_content(None);
        }
        if attached != self.attached {
            self.attached = attached.to_vec();
            self.redraw_images(pane);
        }
        let change = self.reader.read(text);
        self.replace(pane, change);
    }

    /// Puts the blocks of a change in the place of those that went.
    fn replace(&self, pane: &HtmlElement, change: Change) {
        let head = u32::try_from(change.kept.head).unwrap_or(u32::MAX);
        let shown = pane.children();
        for _ in 0..change.removed {
            if let Some(old) = shown.item(head) {
                old.remove();
            }
        }
        let next = shown.item(head);
        let blocks = &self.reader.document().blocks;
        for block in &blocks[change.kept.head..blocks.len() - change.kept.tail] {
            let next = next.as_ref().map(AsRef::as_ref);
            if let Some(element) = self.built(block) {
                let _ = pane.insert_before(&element, next);
            }
        }
    }

    /// Draws anew what other attached files may have changed.
    fn redraw_images(&self, pane: &HtmlElement) {
        let shown = pane.children();
        for (at, block) in self.reader.document().blocks.iter().enumerate() {
            let old = u32::try_from(at).ok().and_then(|at| shown.item(at));
            if let Some(old) = old.filter(|_| drawing::has_image(block))
                && let Some(element) = self.built(block)
            {
                let _ = old.replace_with_with_node_1(&element);
            }
        }
    }

    /// One element a block: places in the pane are counted in elements.
    fn built(&self, block: &Block) -> Option<web_sys::Element> {
        build(&document(), &drawing::draw(block, &self.attached))
    }
}

/// An element and all that is in it, as deep as the tree, which has its limit.
fn build(page: &Document, element: &Element<'_>) -> Option<web_sys::Element> {
    let node = page.create_element(element.tag.name()).ok()?;
    for (name, value) in element.attributes() {
        let _ = node.set_attribute(name, &value);
    }
    if let Tag::Checkbox(task) = &element.tag {
        let _ = node.set_attribute("aria-label", words::task(*task));
    }
    if let [Node::Text(only)] = element.children.as_slice() {
        node.set_text_content(Some(only));
        return Some(node);
    }
    for child in &element.children {
        let child: Option<web_sys::Node> = match child {
            Node::Text(text) => Some(page.create_text_node(text).into()),
            Node::Element(element) => build(page, element).map(Into::into),
        };
        if let Some(child) = child {
            let _ = node.append_child(&child);
        }
    }
    Some(node)
}
