//! A message's tree as HTML.

use maud::{Escaper, Render};
use open_ticket::markdown::{Document, Element, Node, Tag, Task};
use std::fmt::Write as _;

/// The tree of a message, to be put into a page. Names of elements and attributes are the tree's
/// own closed set; every text and every value is escaped.
pub struct Drawn(pub Document);

impl Render for Drawn {
    fn render_to(&self, html: &mut String) {
        for block in &self.0.blocks {
            draw(&block.node, html);
        }
        if self.0.cut {
            html.push_str("<p class=\"cut\">The rest of this message is not shown.</p>");
        }
    }
}

fn draw(node: &Node, html: &mut String) {
    match node {
        Node::Text(text) => escape(text, html),
        Node::Element(element) => draw_element(element, html),
    }
}

/// The tree is at most [`MAX_DEPTH`](open_ticket::markdown::MAX_DEPTH) deep, and so are the calls.
fn draw_element(element: &Element, html: &mut String) {
    let name = element.tag.name();
    html.push('<');
    html.push_str(name);
    for (attribute, value) in element.tag.attributes() {
        html.push(' ');
        html.push_str(attribute);
        html.push_str("=\"");
        escape(&value, html);
        html.push('"');
    }
    if let Tag::Checkbox(task) = element.tag {
        html.push_str(name_of(task));
    }
    html.push('>');
    if element.tag.is_void() {
        return;
    }
    for child in &element.children {
        draw(child, html);
    }
    html.push_str("</");
    html.push_str(name);
    html.push('>');
}

/// What a screen reader says of a task's box: the tree itself has no words.
const fn name_of(task: Task) -> &'static str {
    match task {
        Task::Open => " aria-label=\"To do\"",
        Task::Done => " aria-label=\"Done\"",
    }
}

fn escape(text: &str, html: &mut String) {
    // Writing to a String cannot fail.
    let _ = Escaper::new(html).write_str(text);
}
