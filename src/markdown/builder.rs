//! Builds the tree from the parser's events, without recursion.

use std::ops::Range;

use pulldown_cmark::{Event, Tag as Start, TagEnd as End};

use super::autolink::{Autolinks, may_be_in};
use super::{Align, Document, Tag, Target, Task, elements, stack::Stack};

/// Takes the events one by one.
pub(super) struct Builder<'a> {
    /// What is read.
    source: &'a str,
    /// Whether bare addresses are links.
    autolinks: bool,
    stack: Stack,
    /// The text since the last event of another kind.
    text: String,
    /// Where in the source that text begins.
    text_start: usize,
    /// How many of the starts hold text in which no address is looked for.
    plain: usize,
    /// How the columns of the table around here are aligned.
    columns: Vec<Align>,
}

impl<'a> Builder<'a> {
    /// Begins with an empty tree.
    pub(super) fn new(source: &'a str, autolinks: bool) -> Self {
        Self {
            source,
            autolinks,
            stack: Stack::default(),
            text: String::new(),
            text_start: 0,
            plain: 0,
            columns: Vec::new(),
        }
    }

    /// Whether the tree is full, so that no further event counts.
    pub(super) const fn is_cut(&self) -> bool {
        self.stack.is_cut()
    }

    /// Takes the next event, which stands there in the source.
    pub(super) fn take(&mut self, event: Event<'_>, source: &Range<usize>) {
        self.stack.locate(source);
        match event {
            Event::Text(text) => self.keep(&text, source.start),
            Event::SoftBreak => self.keep("\n", source.start),
            other => {
                self.flush();
                self.take_other(other);
            }
        }
    }

    /// Ends whatever is open.
    pub(super) fn finish(mut self) -> Document {
        self.flush();
        self.stack.finish()
    }

    fn take_other(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Code(code) => self.stack.leaf(Tag::Code, &code),
            Event::HardBreak => self.stack.void(Tag::Break, "\n"),
            Event::Rule => self.stack.void(Tag::Rule, "\n"),
            Event::TaskListMarker(true) => self.checkbox(Task::Done, "☑"),
            Event::TaskListMarker(false) => self.checkbox(Task::Open, "☐"),
            Event::Html(html) | Event::InlineHtml(html) => self.stack.html(&html),
            // Off, see `options`; were they not, they would be text.
            Event::Text(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => self.stack.text(&text),
            Event::SoftBreak => self.stack.text("\n"),
        }
    }

    fn start(&mut self, tag: &Start<'_>) {
        let end = tag.to_end();
        if end == End::TableRow {
            elements::open_body(&mut self.stack);
        }
        self.stack.start();
        self.plain += usize::from(is_plain(end));
        elements::open(&mut self.stack, &mut self.columns, tag);
        if self.stack.is_too_deep() && is_block(end) {
            self.stack.end_line();
        }
    }

    fn end(&mut self, tag: End) {
        self.plain -= usize::from(is_plain(tag)).min(self.plain);
        if self.stack.is_too_deep() && is_block(tag) {
            self.stack.end_line();
        }
        self.stack.end();
    }

    fn checkbox(&mut self, task: Task, symbol: &str) {
        self.stack.void(Tag::Checkbox(task), symbol);
        self.stack.text(" ");
    }

    /// Keeps text until all of it is there: the parser breaks it in the midst of an address.
    fn keep(&mut self, text: &str, start: usize) {
        if self.text.is_empty() {
            self.text_start = start;
        }
        self.text.push_str(text);
    }

    /// Adds the text that was kept, its addresses as links.
    fn flush(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let mut done = 0;
        if self.autolinks && self.plain == 0 && may_be_in(&self.text) {
            for (address, destination) in Autolinks::new(&self.text, self.before_text()) {
                self.stack.text(&self.text[done..address.start]);
                done = address.end;
                let title = String::new();
                let target = Target { destination, title };
                self.stack.leaf(Tag::Link(target), &self.text[address]);
            }
        }
        self.stack.text(&self.text[done..]);
        self.text.clear();
    }

    /// What stands before the text that was kept, unless it begins its element.
    fn before_text(&self) -> Option<char> {
        let around = self.stack.open_elements().last()?;
        let before = self.source.get(..self.text_start)?.chars().next_back();
        before.filter(|_| !around.children.is_empty())
    }
}

/// Whether no address is looked for in the text in it.
const fn is_plain(tag: End) -> bool {
    matches!(
        tag,
        End::Link | End::Image | End::CodeBlock | End::HtmlBlock
    )
}

const fn is_block(tag: End) -> bool {
    !matches!(
        tag,
        End::Emphasis | End::Strong | End::Strikethrough | End::Link | End::Image
    )
}
