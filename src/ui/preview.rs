//! What the message will look like, as nodes. Only what changed of the blocks that changed is built
//! anew, so a selection in the rest stays, and a keystroke costs a word.
//!
//! The text is never touched here: whatever happens to the preview, it stays where it is typed.

use super::{nodes::Nodes, store::Store, words};
use crate::markdown::drawing::{self, Node};
use crate::markdown::{Block, Change, Reader};
use crate::rules::Markdown;
use leptos::{html::Div, prelude::*};
use std::ops::Range;
use web_sys::HtmlElement;

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
