//! Builds the tree from the parser's events, without recursion.

use std::{mem, ops::Range};

use pulldown_cmark::{Event, LinkType, Tag as Start, TagEnd as End};

use super::{Align, Document, Link, Tag, Task, autolink::Autolinks, elements, stack::Stack};

/// Takes the events one by one.
#[derive(Default)]
pub(super) struct Builder<'a> {
    /// What is read.
    source: &'a str,
    stack: Stack,
    /// The text since the last event of another kind.
    text: String,
    /// Where in the source that text begins.
    text_start: usize,
    /// How many of the starts hold text in which no address is looked for.
    plain: usize,
    /// The link around here, kept or not.
    link: Option<Reference>,
    /// The image around here.
    image: Option<Image>,
    /// How the columns of the table around here are aligned.
    columns: Vec<Align>,
}

/// A link, whether it is kept or not.
struct Reference {
    destination: String,
    /// What [`Stack::starts`] was, its own included.
    starts: usize,
    /// What [`Stack::written`] was at its start.
    written: usize,
}

/// An image, whose content is its alternative text.
struct Image {
    destination: String,
    alternative: String,
    /// What [`Stack::starts`] was, its own included.
    starts: usize,
}

impl<'a> Builder<'a> {
    /// Begins with an empty tree.
    pub(super) fn new(source: &'a str) -> Self {
        Self {
            source,
            ..Self::default()
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
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Code(code) => self.leaf(Tag::Code, &code),
            Event::HardBreak => self.leaf(Tag::Break, "\n"),
            Event::Rule => self.leaf(Tag::Rule, "\n"),
            Event::TaskListMarker(true) => self.checkbox(Task::Done),
            Event::TaskListMarker(false) => self.checkbox(Task::Open),
            // All but HTML are off, see `OPTIONS`; were they not, they would be text as well.
            Event::Html(text)
            | Event::InlineHtml(text)
            | Event::Text(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => self.show(&text),
            Event::SoftBreak => self.show("\n"),
        }
    }

    fn start(&mut self, tag: Start<'_>) {
        let end = tag.to_end();
        if end == End::TableRow {
            elements::open_body(&mut self.stack);
        }
        self.stack.start();
        self.plain += usize::from(is_plain(end));
        if self.image.is_none() {
            self.start_element(&tag);
        }
        if self.stack.is_too_deep() && is_block(end) {
            self.stack.end_line();
        }
    }

    fn start_element(&mut self, tag: &Start<'_>) {
        match tag {
            Start::Link {
                link_type,
                dest_url,
                ..
            } => self.start_link(*link_type, dest_url),
            Start::Image { dest_url, .. } => self.start_image(dest_url),
            other => elements::open(&mut self.stack, &mut self.columns, other),
        }
    }

    fn end(&mut self, tag: End) {
        match tag {
            End::Image => self.end_image(),
            End::Link => self.end_link(),
            // The end of the last line belongs to the block, not to its text.
            End::HtmlBlock => self.stack.trim_line(),
            _ => {}
        }
        self.plain -= usize::from(is_plain(tag)).min(self.plain);
        if self.stack.is_too_deep() && is_block(tag) {
            self.stack.end_line();
        }
        self.stack.end();
    }

    /// The parser lets `[a <https://b>](https://c)` be a link in a link. No link may stand in a
    /// link: the outer one is kept.
    fn start_link(&mut self, link_type: LinkType, destination: &str) {
        if self.link.is_some() {
            return;
        }
        let destination = match link_type {
            LinkType::Email => format!("mailto:{destination}"),
            _ => destination.to_owned(),
        };
        if let Some(link) = Link::parse(&destination) {
            self.stack.open(Tag::Link(link), 1);
        }
        self.link = Some(Reference {
            destination,
            starts: self.stack.starts(),
            written: self.stack.written(),
        });
    }

    /// A link without text, kept or not, shows its address: one could not see it, nor hear it.
    fn end_link(&mut self) {
        let starts = self.stack.starts();
        if let Some(link) = self.link.take_if(|link| link.starts == starts)
            && link.written == self.stack.written()
        {
            self.stack.text(&link.destination);
        }
    }

    fn start_image(&mut self, destination: &str) {
        self.image = Some(Image {
            destination: destination.to_owned(),
            alternative: String::new(),
            starts: self.stack.starts(),
        });
    }

    /// No link may stand in a link: there, an image is its text alone.
    fn end_image(&mut self) {
        let starts = self.stack.starts();
        let Some(image) = self.image.take_if(|image| image.starts == starts) else {
            return;
        };
        let shown = if image.alternative.trim().is_empty() {
            &image.destination
        } else {
            &image.alternative
        };
        match Link::parse(&image.destination) {
            Some(link) if self.link.is_none() => self.stack.leaf(Tag::Image(link), shown),
            _ => self.stack.text(shown),
        }
    }

    fn checkbox(&mut self, task: Task) {
        let symbol = task.symbol();
        self.leaf(Tag::Checkbox(task), symbol.encode_utf8(&mut [0; 4]));
        self.show(" ");
    }

    /// Adds an element that holds a text or stands for it; in an image, the text.
    fn leaf(&mut self, tag: Tag, text: &str) {
        if self.image.is_some() {
            self.show(text);
        } else {
            self.stack.leaf(tag, text);
        }
    }

    fn show(&mut self, text: &str) {
        match &mut self.image {
            Some(image) => image.alternative.push_str(text),
            None => self.stack.text(text),
        }
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
        let text = mem::take(&mut self.text);
        let mut done = 0;
        if self.plain == 0 && self.image.is_none() {
            for (address, link) in Autolinks::new(&text, self.before_text()) {
                self.stack.text(&text[done..address.start]);
                done = address.end;
                self.stack.leaf(Tag::Link(link), &text[address]);
            }
        }
        self.show(&text[done..]);
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
    matches!(tag, End::Link | End::CodeBlock | End::HtmlBlock)
}

const fn is_block(tag: End) -> bool {
    !matches!(
        tag,
        End::Emphasis | End::Strong | End::Strikethrough | End::Link | End::Image
    )
}
