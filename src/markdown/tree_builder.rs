//! Builds the tree from the parser's events, without recursion.

use std::ops::Range;

use pulldown_cmark::{Event, Tag as StartTag, TagEnd as EndTag};

use super::{
    autolink::{Autolinks, may_contain_autolink},
    element_stack::ElementStack,
    parser_tags::{open_element, open_table_body},
    tree::{Alignment, Document, LinkTarget, Tag, TaskState},
};
use crate::rules::Markdown;

/// Builds a document, event by event.
pub(super) struct TreeBuilder<'a> {
    /// The parsed text.
    source: &'a str,
    allowed: Markdown,
    stack: ElementStack,
    /// Text buffered since the last event of another kind.
    pending_text: String,
    /// Start of `pending_text` in the source.
    pending_start: usize,
    /// Number of open elements in which text is never autolinked.
    literal_depth: usize,
    /// Column alignments of the enclosing table.
    columns: Vec<Alignment>,
}

impl<'a> TreeBuilder<'a> {
    /// Creates a builder of an empty tree.
    pub(super) fn new(source: &'a str, allowed: Markdown) -> Self {
        Self {
            source,
            allowed,
            stack: ElementStack::default(),
            pending_text: String::new(),
            pending_start: 0,
            literal_depth: 0,
            columns: Vec::new(),
        }
    }

    /// Returns `true` if the tree is full, so that further events have no effect.
    pub(super) const fn is_truncated(&self) -> bool {
        self.stack.is_truncated()
    }

    /// Adds the next event, given its range in the source.
    pub(super) fn add_event(&mut self, event: Event<'_>, source: &Range<usize>) {
        self.stack.set_block_source(source);
        match event {
            Event::Text(text) => self.buffer_text(&text, source.start),
            Event::SoftBreak => self.buffer_text("\n", source.start),
            Event::HardBreak if !self.is_hard_break(source) => {
                self.buffer_text("\n", source.start);
            }
            other => {
                self.flush_text();
                self.add_non_text_event(other, source);
            }
        }
    }

    /// Closes all open elements and returns the document.
    pub(super) fn finish(mut self) -> Document {
        self.flush_text();
        self.stack.finish()
    }

    fn add_non_text_event(&mut self, event: Event<'_>, source: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, source),
            Event::End(tag) => self.end(tag),
            Event::Code(code) => self.stack.add_text_element(Tag::Code, &code),
            Event::HardBreak => self.stack.add_void_element(Tag::HardBreak, "\n"),
            Event::Rule => self.stack.add_void_element(Tag::ThematicBreak, "\n"),
            Event::TaskListMarker(true) => self.add_checkbox(TaskState::Done, "☑"),
            Event::TaskListMarker(false) => self.add_checkbox(TaskState::Open, "☐"),
            Event::Html(html) | Event::InlineHtml(html) => self.stack.add_raw_html(&html),
            // Extensions that `new_parser::options` does not enable. The fallback is text.
            Event::Text(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => self.stack.add_text(&text),
            Event::SoftBreak => self.stack.add_text("\n"),
        }
    }

    fn is_hard_break(&self, source: &Range<usize>) -> bool {
        self.source.get(source.clone()).is_none_or(is_hard_break)
    }

    fn start(&mut self, tag: &StartTag<'_>, source: &Range<usize>) {
        let end = tag.to_end();
        if end == EndTag::Table {
            self.add_missing_checkbox(source.start);
        }
        if end == EndTag::TableRow {
            open_table_body(&mut self.stack);
        }
        self.stack.start();
        self.literal_depth += usize::from(has_literal_text(end));
        open_element(&mut self.stack, &mut self.columns, tag);
        if self.stack.is_too_deep() && is_block(end) {
            self.stack.end_line();
        }
    }

    fn end(&mut self, tag: EndTag) {
        self.literal_depth -= usize::from(has_literal_text(tag)).min(self.literal_depth);
        if self.stack.is_too_deep() && is_block(tag) {
            self.stack.end_line();
        }
        self.stack.end();
    }

    /// Adds the checkbox of an item that starts with a table: the parser drops it.
    fn add_missing_checkbox(&mut self, table_start: usize) {
        let item = self.stack.open_elements().last();
        let is_first =
            item.is_some_and(|item| item.tag == Tag::ListItem && item.children.is_empty());
        let before = self.source.get(..table_start).unwrap_or_default();
        let marker = before.trim_end_matches([' ', '\t']);
        if !is_first || !self.allowed.task_lists || marker.len() == before.len() {
            return;
        }
        if marker.ends_with("[x]") || marker.ends_with("[X]") {
            self.add_checkbox(TaskState::Done, "☑");
        } else if marker.ends_with("[ ]") || marker.ends_with("[\t]") {
            self.add_checkbox(TaskState::Open, "☐");
        }
    }

    fn add_checkbox(&mut self, state: TaskState, fallback: &str) {
        self.stack.add_void_element(Tag::Checkbox(state), fallback);
        self.stack.add_text(" ");
    }

    /// Buffers text until it is complete: the parser splits it in the middle of a URL.
    fn buffer_text(&mut self, text: &str, start: usize) {
        if self.pending_text.is_empty() {
            self.pending_start = start;
        }
        self.pending_text.push_str(text);
    }

    /// Adds the buffered text, with its autolinks as links.
    fn flush_text(&mut self) {
        if self.pending_text.is_empty() {
            return;
        }
        let mut end_of_last_link = 0;
        if self.allowed.autolinks
            && self.literal_depth == 0
            && may_contain_autolink(&self.pending_text)
        {
            for link in Autolinks::new(&self.pending_text, self.char_before_text()) {
                let text_before = &self.pending_text[end_of_last_link..link.range.start];
                self.stack.add_text(text_before);
                end_of_last_link = link.range.end;
                let target = LinkTarget {
                    destination: link.destination,
                    title: String::new(),
                };
                let text = &self.pending_text[link.range];
                self.stack.add_text_element(Tag::Link(target), text);
            }
        }
        self.stack.add_text(&self.pending_text[end_of_last_link..]);
        self.pending_text.clear();
    }

    /// Returns the character before the buffered text, unless the text is the first in its element.
    fn char_before_text(&self) -> Option<char> {
        let parent = self.stack.open_elements().last()?;
        let before = self.source.get(..self.pending_start)?.chars().next_back();
        before.filter(|_| !parent.children.is_empty())
    }
}

/// Returns `true` if text in the element is never autolinked.
pub(super) const fn has_literal_text(tag: EndTag) -> bool {
    matches!(
        tag,
        EndTag::Link | EndTag::Image | EndTag::CodeBlock | EndTag::HtmlBlock
    )
}

const fn is_block(tag: EndTag) -> bool {
    !matches!(
        tag,
        EndTag::Emphasis | EndTag::Strong | EndTag::Strikethrough | EndTag::Link | EndTag::Image
    )
}

/// Returns `true` if a source that the parser reports as a hard break is one by CommonMark's rules:
/// after a backslash or two spaces. The parser counts tabs as spaces.
pub(super) fn is_hard_break(source: &str) -> bool {
    source.starts_with('\\') || source.trim_end_matches(['\n', '\r']).ends_with("  ")
}
