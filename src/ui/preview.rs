//! What the message will look like, as nodes. Only the blocks that changed are built anew, so a
//! selection in the others stays, and a keystroke costs one block.

use super::words;
use crate::markdown::{self, Document, Element, Node, Tag};
use leptos::{html::Div, prelude::*};
use std::ops::Range;
use web_sys::HtmlElement;

const HEADING: &str = "open-ticket-preview";

/// The preview of a text.
#[component]
pub fn Preview(
    /// The text, as Markdown.
    text: Memo<String>,
    /// The names of the attached files.
    attached: Memo<Vec<String>>,
    /// Where each block stands in the text, in bytes: the first of them is the pane's first child.
    sources: StoredValue<Vec<Range<usize>>>,
    /// The element whose children the blocks are.
    pane: NodeRef<Div>,
) -> impl IntoView {
    let _ = attached;
    let empty = Memo::new(move |_| text.read().trim().is_empty());
    let cut = RwSignal::new(false);
    Effect::new(move |before: Option<Document>| {
        let before = before.unwrap_or_default();
        let Some(pane) = pane.get() else {
            return before;
        };
        let document = markdown::parse(&text.read());
        redraw(&pane, &before, &document);
        cut.set(document.cut);
        sources.set_value(
            document
                .blocks
                .iter()
                .map(|block| block.source.clone())
                .collect(),
        );
        document
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

/// Replaces the blocks between those that stayed the same at the beginning and at the end.
fn redraw(pane: &HtmlElement, before: &Document, now: &Document) {
    let same = now.unchanged_since(before);
    let shown = pane.children();
    for _ in same.head..before.blocks.len() - same.tail {
        if let Some(old) = shown.item(u32::try_from(same.head).unwrap_or(u32::MAX)) {
            old.remove();
        }
    }
    let next = shown.item(u32::try_from(same.head).unwrap_or(u32::MAX));
    for block in &now.blocks[same.head..now.blocks.len() - same.tail] {
        // One element a block, also for a text that stands by itself: places are counted in
        // elements.
        let Some(element) = outermost(&block.node) else {
            continue;
        };
        let next = next.as_ref().map(AsRef::as_ref);
        let _ = pane.insert_before(&element, next);
    }
}

/// A block with a direction of its own: a message may hold Arabic above a log in English.
fn outermost(block: &Node) -> Option<web_sys::Element> {
    let element = match block {
        Node::Element(element) => built(element)?,
        Node::Text(text) => {
            let paragraph = document().create_element("p").ok()?;
            paragraph.set_text_content(Some(text));
            paragraph
        }
    };
    let _ = element.set_attribute("dir", "auto");
    Some(element)
}

/// An element and all that is in it. The depth ends at [`markdown::MAX_DEPTH`].
fn built(element: &Element) -> Option<web_sys::Element> {
    let node = document().create_element(element.tag.name()).ok()?;
    for (name, value) in element.tag.attributes() {
        let _ = node.set_attribute(name, &value);
    }
    if let Tag::Checkbox(task) = &element.tag {
        let _ = node.set_attribute("aria-label", words::task(*task));
    }
    for child in &element.children {
        let child: Option<web_sys::Node> = match child {
            Node::Text(text) => Some(document().create_text_node(text).into()),
            Node::Element(element) => built(element).map(Into::into),
        };
        if let Some(child) = child {
            let _ = node.append_child(&child);
        }
    }
    Some(node)
}
