//! Builds an outline from the parser's events.

use std::ops::Range;

use pulldown_cmark::{Event, Tag as StartTag, TagEnd as EndTag};

use super::autolink::{Autolinks, may_contain_autolink};
use super::outline::{
    CODE, Container, EMPHASIS, Formats, HTML, IMAGE, Inline, Item, LINK, Leaf, LeafKind, Outline,
    STRIKETHROUGH, STRONG, VisibleChar,
};

/// Builds an outline, event by event.
pub(super) struct OutlineBuilder<'a> {
    source: &'a str,
    outline: Outline,
    /// The open containers, the outermost first.
    containers: Vec<Container>,
    /// The open inline elements, the outermost first.
    open: Vec<OpenInline>,
    /// `true` while a leaf is open.
    has_leaf: bool,
    /// Index of the first character of the text since the last event of another kind.
    text_start: usize,
    /// `true` if that text is the first in its element.
    is_first_text: bool,
}

/// An inline element whose end is still to come.
struct OpenInline {
    format: Formats,
    /// Its format, and the formats of the elements around it.
    formats: Formats,
    whole: Range<usize>,
    /// Range of its content so far.
    inner: Option<Range<usize>>,
    destination: Option<String>,
}

impl<'a> OutlineBuilder<'a> {
    /// Creates a builder.
    pub(super) fn new(source: &'a str) -> Self {
        Self {
            source,
            outline: Outline::default(),
            containers: Vec::new(),
            open: Vec::new(),
            has_leaf: false,
            text_start: 0,
            is_first_text: true,
        }
    }

    /// Adds the next event, given its range in the text.
    pub(super) fn add_event(&mut self, event: &Event<'_>, source: &Range<usize>) {
        match event {
            Event::Text(text) => return self.add_text(text, source),
            Event::SoftBreak => return self.add_chars("\n", source, 0),
            _ => self.find_addresses(),
        }
        match event {
            Event::Start(tag) => self.start_element(tag, source.clone()),
            Event::End(tag) => self.end_element(*tag),
            Event::Code(code) => self.add_atom(code, source, CODE),
            Event::InlineHtml(html) => self.add_atom(html, source, HTML),
            Event::Html(html) => self.add_chars(html, source, HTML),
            Event::HardBreak => self.add_chars("\n", source, 0),
            Event::Rule => self.open_leaf(LeafKind::ThematicBreak, source.clone()),
            Event::TaskListMarker(_) => {
                if let Some(item) = self.outline.items.last_mut() {
                    item.is_task = true;
                }
            }
            _ => {}
        }
        self.text_start = self.outline.chars.len();
        self.is_first_text = matches!(event, Event::Start(_));
    }

    /// Returns the outline.
    pub(super) fn finish(mut self) -> Outline {
        self.find_addresses();
        self.outline
    }

    fn start_element(&mut self, tag: &StartTag<'_>, source: Range<usize>) {
        let start = source.start;
        match tag {
            StartTag::Paragraph => self.open_leaf(LeafKind::Paragraph, source),
            StartTag::Heading { level, .. } => {
                self.open_leaf(LeafKind::Heading(*level as u8), source);
            }
            StartTag::CodeBlock(_) => self.open_leaf(LeafKind::Code, source),
            StartTag::HtmlBlock => self.open_leaf(LeafKind::Html, source),
            StartTag::TableCell => self.open_leaf(LeafKind::Cell, source),
            StartTag::BlockQuote(_) => self.open_container(Container::Quote(start)),
            StartTag::List(None) => self.open_container(Container::BulletList(start)),
            StartTag::List(Some(_)) => self.open_container(Container::OrderedList(start)),
            StartTag::Table(_) => self.open_container(Container::Table(start)),
            StartTag::Item => {
                let list = self.containers.last();
                self.outline.items.push(Item {
                    start,
                    is_ordered: matches!(list, Some(Container::OrderedList(_))),
                    is_task: false,
                });
                self.open_container(Container::Item(start));
            }
            StartTag::Strong => self.open_inline(STRONG, source, None),
            StartTag::Emphasis => self.open_inline(EMPHASIS, source, None),
            StartTag::Strikethrough => self.open_inline(STRIKETHROUGH, source, None),
            StartTag::Link { dest_url, .. } => self.open_inline(LINK, source, Some(dest_url)),
            StartTag::Image { dest_url, .. } => self.open_inline(IMAGE, source, Some(dest_url)),
            _ => {}
        }
    }

    fn end_element(&mut self, tag: EndTag) {
        match tag {
            EndTag::BlockQuote(_) | EndTag::List(_) | EndTag::Item | EndTag::Table => {
                self.containers.pop();
                self.has_leaf = false;
            }
            EndTag::Strong
            | EndTag::Emphasis
            | EndTag::Strikethrough
            | EndTag::Link
            | EndTag::Image => self.close_inline(),
            EndTag::Paragraph
            | EndTag::Heading(_)
            | EndTag::CodeBlock
            | EndTag::HtmlBlock
            | EndTag::TableCell => self.has_leaf = false,
            _ => {}
        }
    }

    fn open_container(&mut self, container: Container) {
        self.containers.push(container);
        self.has_leaf = false;
    }

    fn open_leaf(&mut self, kind: LeafKind, source: Range<usize>) {
        self.has_leaf = kind != LeafKind::ThematicBreak;
        self.outline.leaves.push(Leaf {
            containers: self.containers.clone(),
            kind,
            source,
        });
    }

    /// Opens a leaf for the text of an item of a tight list, which is not in a paragraph, and
    /// extends the open elements to `source`.
    fn extend_to(&mut self, source: &Range<usize>) {
        if !self.has_leaf {
            self.open_leaf(LeafKind::Paragraph, source.clone());
        }
        if let Some(leaf) = self.outline.leaves.last_mut() {
            leaf.source.end = leaf.source.end.max(source.end);
        }
        if let Some(parent) = self.open.last_mut() {
            let start = parent
                .inner
                .as_ref()
                .map_or(source.start, |inner| inner.start);
            parent.inner = Some(start..source.end);
        }
    }

    fn open_inline(&mut self, format: Formats, whole: Range<usize>, destination: Option<&str>) {
        self.extend_to(&whole);
        // The alternative text of an image is displayed without formats.
        let formats = match self.formats() {
            outer if outer & IMAGE > 0 => outer,
            outer => outer | format,
        };
        self.open.push(OpenInline {
            format,
            formats,
            whole,
            inner: None,
            destination: destination.map(str::to_owned),
        });
    }

    fn close_inline(&mut self) {
        let Some(inline) = self.open.pop() else {
            return;
        };
        let whole = inline.whole;
        let source = self.source.get(whole.start..).unwrap_or_default();
        let content_end = inline.inner.map_or(whole.start + 1, |inner| inner.end);
        let inner = match inline.format {
            IMAGE => None,
            LINK => Some(whole.start + 1..content_end),
            EMPHASIS => Some(whole.start + 1..whole.end - 1),
            STRIKETHROUGH if !source.starts_with("~~") => Some(whole.start + 1..whole.end - 1),
            _ => Some(whole.start + 2..whole.end - 2),
        };
        // An address in angle brackets cannot contain formats.
        let is_address = inline.format == LINK && source.starts_with('<');
        let destination = inline.destination.as_ref().filter(|_| is_address);
        let address = destination.map(|destination| match destination.contains(':') {
            true => destination.clone(),
            false => format!("mailto:{destination}"),
        });
        self.outline.destinations.extend(inline.destination);
        self.outline.inlines.push(Inline {
            format: inline.format,
            whole,
            inner: inner.filter(|_| !is_address),
            address,
        });
    }

    fn add_text(&mut self, text: &str, source: &Range<usize>) {
        if self.source.get(source.clone()) != Some(text) {
            return self.add_atom(text, source, 0);
        }
        self.extend_to(source);
        let (formats, leaf) = (self.formats(), self.outline.leaves.len() - 1);
        let chars = text.char_indices().map(|(offset, c)| VisibleChar {
            c,
            source: source.start + offset..source.start + offset + c.len_utf8(),
            formats,
            leaf,
        });
        self.outline.chars.extend(chars);
    }

    /// Adds characters that share their source and cannot contain formats.
    fn add_atom(&mut self, text: &str, source: &Range<usize>, format: Formats) {
        self.add_chars(text, source, format);
        self.outline.inlines.push(Inline {
            format,
            whole: source.clone(),
            inner: None,
            address: None,
        });
    }

    fn add_chars(&mut self, text: &str, source: &Range<usize>, format: Formats) {
        self.extend_to(source);
        let (formats, leaf) = (self.formats() | format, self.outline.leaves.len() - 1);
        let chars = text.chars().map(|c| VisibleChar {
            c,
            source: source.clone(),
            formats,
            leaf,
        });
        self.outline.chars.extend(chars);
    }

    fn formats(&self) -> Formats {
        self.open.last().map_or(0, |inline| inline.formats)
    }

    /// Turns the bare addresses in the last text into links.
    fn find_addresses(&mut self) {
        let chars = &mut self.outline.chars[self.text_start..];
        let is_literal = |c: &VisibleChar| c.formats & (LINK | IMAGE) > 0;
        let leaf = self.outline.leaves.last();
        let is_code = leaf.is_some_and(|leaf| leaf.kind == LeafKind::Code);
        let text: String = chars.iter().map(|c| c.c).collect();
        if is_code || !may_contain_autolink(&text) || chars.iter().any(is_literal) {
            return;
        }
        let before = self.source.get(..chars[0].source.start);
        let before = before.and_then(|before| before.chars().next_back());
        let before = before.filter(|_| !self.is_first_text);
        let offsets: Vec<usize> = text.char_indices().map(|(offset, _)| offset).collect();
        for link in Autolinks::new(&text, before) {
            let index = |offset| offsets.partition_point(|other| *other < offset);
            let link_chars = &mut chars[index(link.range.start)..index(link.range.end)];
            let (Some(first), Some(last)) = (link_chars.first(), link_chars.last()) else {
                continue;
            };
            self.outline.inlines.push(Inline {
                format: LINK,
                whole: first.source.start..last.source.end,
                inner: None,
                address: Some(link.destination.clone()),
            });
            self.outline.destinations.push(link.destination);
            link_chars.iter_mut().for_each(|c| c.formats |= LINK);
        }
    }
}
