//! Writes a tree as HTML. Only the tests do: the crate has no HTML string.

use open_ticket::markdown::{Align, Document, Element, Node, Tag, Task};

/// The tree with every attribute it has.
pub fn page(document: &Document) -> String {
    let attributes = |_: Option<&Tag>, tag: &Tag| {
        let pairs = tag.attributes().into_iter();
        pairs
            .map(|(name, value)| format!(" {name}=\"{}\"", escaped(&value)))
            .collect()
    };
    write(document, &attributes)
}

/// The tree as the specifications write their examples: attributes where they have them, the
/// language of a block of code as a class of the `code` in it.
pub fn reference(document: &Document) -> String {
    let attributes = |parent: Option<&Tag>, tag: &Tag| match tag {
        Tag::Link(link) | Tag::Image(link) => format!(" href=\"{}\"", escaped(link.as_str())),
        Tag::OrderedList { start } if *start != 1 => format!(" start=\"{start}\""),
        Tag::HeaderCell(align) | Tag::Cell(align) if *align != Align::Start => {
            format!(" align=\"{}\"", align.name())
        }
        Tag::Checkbox(Task::Done) => " type=\"checkbox\" checked=\"\" disabled=\"\"".to_owned(),
        Tag::Checkbox(Task::Open) => " type=\"checkbox\" disabled=\"\"".to_owned(),
        Tag::Code => match parent {
            Some(Tag::CodeBlock(Some(language))) => {
                format!(" class=\"language-{}\"", language.as_str())
            }
            _ => String::new(),
        },
        _ => String::new(),
    };
    write(document, &attributes)
}

/// All text of the tree; a space stands where an element begins or ends.
pub fn text(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        add_text(&block.node, &mut out);
    }
    out
}

/// How deep elements nest.
pub fn depth(node: &Node) -> usize {
    match node {
        Node::Text(_) => 0,
        Node::Element(element) => 1 + element.children.iter().map(depth).max().unwrap_or(0),
    }
}

/// How many nodes there are.
pub fn nodes(node: &Node) -> usize {
    match node {
        Node::Text(_) => 1,
        Node::Element(element) => 1 + element.children.iter().map(nodes).sum::<usize>(),
    }
}

/// Text as HTML writes it.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// The attributes of an element, given the one around it.
type Attributes<'a> = &'a dyn Fn(Option<&Tag>, &Tag) -> String;

fn write(document: &Document, attributes: Attributes<'_>) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        write_node(None, &block.node, attributes, &mut out);
    }
    out
}

fn write_node(parent: Option<&Tag>, node: &Node, attributes: Attributes<'_>, out: &mut String) {
    match node {
        Node::Text(text) => out.push_str(&escaped(text)),
        Node::Element(element) => write_element(parent, element, attributes, out),
    }
}

/// Line breaks stand where CommonMark's own renderer puts them.
fn write_element(
    parent: Option<&Tag>,
    element: &Element,
    attributes: Attributes<'_>,
    out: &mut String,
) {
    let tag = &element.tag;
    if is_block(tag) {
        line(out);
    }
    out.push_str(&format!("<{}{}", tag.name(), attributes(parent, tag)));
    out.push_str(if tag.is_void() { " />" } else { ">" });
    if holds_blocks(tag) {
        line(out);
    }
    for child in &element.children {
        write_node(Some(tag), child, attributes, out);
    }
    if holds_blocks(tag) {
        line(out);
    }
    if !tag.is_void() {
        out.push_str(&format!("</{}>", tag.name()));
    }
    if is_block(tag) || *tag == Tag::Break {
        out.push('\n');
    }
}

fn is_block(tag: &Tag) -> bool {
    let inline = ["strong", "em", "del", "code", "a", "br", "input"];
    !inline.contains(&tag.name())
}

fn holds_blocks(tag: &Tag) -> bool {
    ["blockquote", "ul", "ol", "table", "thead", "tbody", "tr"].contains(&tag.name())
}

fn line(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

fn add_text(node: &Node, out: &mut String) {
    match node {
        Node::Text(text) => out.push_str(text),
        Node::Element(element) => {
            out.push(' ');
            for child in &element.children {
                add_text(child, out);
            }
            out.push(' ');
        }
    }
}
