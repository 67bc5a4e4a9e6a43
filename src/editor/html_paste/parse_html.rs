//! Parses HTML into a tree, without the browser. A document that the browser parses has the Content
//! Security Policy of the page, which would report each `style` of a clipboard as a violation.
//!
//! For the HTML of clipboards, the tree is the one that a browser shows: optional end tags, tags
//! that overlap, unclosed elements. It differs from the [HTML Standard][spec] in elements that are
//! not visible (no implied `tbody`), and text in a table stays in the table.
//!
//! [spec]: https://html.spec.whatwg.org/#tree-construction

use super::{
    character_references::decode,
    html_node::HtmlNode,
    html_semantics::{heading_level, is_block},
    limits::{MAX_HTML_DEPTH, MAX_HTML_NODES},
    tokenizer::{StartTag, Token, Tokenizer},
};

/// Elements without content.
const VOID: &str = "area base basefont bgsound br col embed frame hr img input keygen link meta \
    param source track wbr";

/// Elements that are closed by their own end tag in the middle of others: `<b>a<i>b</b>c</i>`.
const FORMATTING: &str = "a b big code em font i nobr s small strike strong tt u";

/// Elements of a table that end the search for an element to close.
const CELLS: [&str; 4] = ["caption", "table", "td", "th"];

const ROW_GROUPS: [&str; 4] = ["table", "tbody", "tfoot", "thead"];

/// Parses HTML. `decode_name` decodes a character reference such as `&auml;`.
///
/// Returns `None` if the tree would exceed [`MAX_HTML_NODES`] or [`MAX_HTML_DEPTH`].
#[must_use]
pub fn parse_html(html: &str, decode_name: fn(&str) -> Option<String>) -> Option<Vec<HtmlNode>> {
    let mut builder = TreeBuilder::default();
    builder.open.push(OpenElement::default());
    for token in Tokenizer::new(html) {
        match token {
            Token::Text(text) => builder.add_text(&decode(text, decode_name)),
            Token::Start(tag) => builder.start(tag, decode_name),
            Token::End(name) => builder.end(&name),
        }
        if builder.nodes > MAX_HTML_NODES || builder.open.len() > MAX_HTML_DEPTH {
            return None;
        }
    }
    builder.close_from(1);
    builder.open.pop().map(|root| root.children)
}

/// The elements that are open, the outermost first. The first is the root.
#[derive(Default)]
struct TreeBuilder {
    open: Vec<OpenElement>,
    nodes: usize,
}

#[derive(Default)]
struct OpenElement {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<HtmlNode>,
}

impl TreeBuilder {
    fn add_text(&mut self, text: &str) {
        let Some(parent) = self.open.last_mut() else {
            return;
        };
        let is_first = parent.children.is_empty();
        // The line break after these tags is not part of their content.
        let text = match text.strip_prefix('\n') {
            Some(text) if is_first && ["pre", "listing", "textarea"].contains(&&*parent.name) => {
                text
            }
            _ => text,
        };
        match parent.children.last_mut() {
            _ if text.is_empty() => {}
            Some(HtmlNode::Text(previous)) => previous.push_str(text),
            _ => {
                parent.children.push(HtmlNode::Text(text.to_owned()));
                self.nodes += 1;
            }
        }
    }

    fn start(&mut self, tag: StartTag, decode_name: fn(&str) -> Option<String>) {
        let name = tag.name.as_str();
        let is_open = |name: &str| self.open.iter().any(|open| open.name == name);
        match name {
            "html" | "head" => return,
            "body" if is_open(name) => return,
            "tr" => self.close_inside(&ROW_GROUPS),
            "td" | "th" => {
                self.close_inside(&["table", "tbody", "tfoot", "thead", "tr"]);
                if ROW_GROUPS.contains(&self.innermost()) {
                    self.push("tr", Vec::new());
                }
            }
            "col" => self.close_inside(&["table", "colgroup"]),
            "tbody" | "thead" | "tfoot" | "caption" | "colgroup" => {
                self.close_inside(&["table"]);
            }
            _ => self.close_optional(name),
        }
        let attributes = tag.attributes.into_iter();
        let attributes = attributes
            .map(|(name, value)| (name.to_owned(), decode(value, decode_name)))
            .collect();
        let is_foreign = self
            .open
            .iter()
            .any(|open| open.name == "svg" || open.name == "math");
        let is_closed = contains_word(VOID, name) || (tag.is_self_closing && is_foreign);
        self.push(name, attributes);
        if is_closed {
            self.close_from(self.open.len() - 1);
        }
    }

    /// Closes the elements whose end tag is optional before the start of an element.
    fn close_optional(&mut self, name: &str) {
        let boundaries = |open: &str| is_block(open) && !["address", "div", "p"].contains(&open);
        let siblings: &[&str] = match name {
            "li" => &["li"],
            "dd" | "dt" => &["dd", "dt"],
            "option" | "optgroup" => &["option"],
            _ => &[],
        };
        if !siblings.is_empty() {
            self.close(&|open| siblings.contains(&open), &boundaries);
        }
        if is_block(name) {
            self.close(&|open| open == "p", &|open| {
                is_cell(open) || open == "button"
            });
        }
        if heading_level(name).is_some() && heading_level(self.innermost()).is_some() {
            self.close_from(self.open.len() - 1);
        }
        if name == "a" {
            self.end_formatting("a");
        }
    }

    fn end(&mut self, name: &str) {
        let is_named = |open: &str| open == name;
        match name {
            "html" | "head" | "body" => {}
            "br" => {
                self.push("br", Vec::new());
                self.close_from(self.open.len() - 1);
            }
            "table" | "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" | "caption" => {
                self.close(&is_named, &|open| open == "table" && name != "table");
            }
            "li" => {
                let is_list = |open: &str| is_cell(open) || open == "ul" || open == "ol";
                self.close(&is_named, &is_list);
            }
            _ if heading_level(name).is_some() => {
                self.close(&|open| heading_level(open).is_some(), &is_cell);
            }
            _ if contains_word(FORMATTING, name) => self.end_formatting(name),
            _ if is_block(name) => self.close(&is_named, &is_cell),
            _ => self.close(&is_named, &is_block),
        }
    }

    /// Ends a formatting element. If elements within it stay open, their content so far keeps the
    /// format, and later content does not have it, as after the [adoption agency algorithm][spec].
    ///
    /// [spec]: https://html.spec.whatwg.org/#adoption-agency-algorithm
    fn end_formatting(&mut self, name: &str) {
        let mut open = self.open.iter();
        let found = open.rposition(|open| open.name == name || CELLS.contains(&&*open.name));
        let Some(index) = found.filter(|index| self.open[*index].name == name) else {
            return;
        };
        if index + 1 == self.open.len() {
            return self.close_from(index);
        }
        let attributes = std::mem::take(&mut self.open[index].attributes);
        "span".clone_into(&mut self.open[index].name);
        for open in &mut self.open[index..] {
            if !open.children.is_empty() {
                self.nodes += 1;
                open.children = vec![HtmlNode::Element {
                    name: name.to_owned(),
                    attributes: attributes.clone(),
                    children: std::mem::take(&mut open.children),
                }];
            }
        }
    }

    /// Closes the innermost element that matches and everything in it, unless there is a boundary
    /// in between.
    fn close(&mut self, is_match: &dyn Fn(&str) -> bool, is_boundary: &dyn Fn(&str) -> bool) {
        let mut open = self.open.iter();
        let found = open.rposition(|open| is_match(&open.name) || is_boundary(&open.name));
        if let Some(index) = found.filter(|index| is_match(&self.open[*index].name)) {
            self.close_from(index);
        }
    }

    /// Closes the open elements in the innermost element with one of these names.
    fn close_inside(&mut self, names: &[&str]) {
        let mut open = self.open.iter();
        if let Some(index) = open.rposition(|open| names.contains(&&*open.name)) {
            self.close_from(index + 1);
        }
    }

    fn close_from(&mut self, index: usize) {
        while self.open.len() > index.max(1) {
            let closed = self.open.pop();
            if let (Some(closed), Some(parent)) = (closed, self.open.last_mut()) {
                parent.children.push(HtmlNode::Element {
                    name: closed.name,
                    attributes: closed.attributes,
                    children: closed.children,
                });
            }
        }
    }

    fn push(&mut self, name: &str, attributes: Vec<(String, String)>) {
        self.nodes += 1;
        self.open.push(OpenElement {
            name: name.to_owned(),
            attributes,
            children: Vec::new(),
        });
    }

    fn innermost(&self) -> &str {
        self.open.last().map_or("", |open| &open.name)
    }
}

fn is_cell(name: &str) -> bool {
    CELLS.contains(&name)
}

fn contains_word(words: &str, word: &str) -> bool {
    words.split(' ').any(|other| other == word)
}
