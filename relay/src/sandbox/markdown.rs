//! A message as HTML.

use maud::{Escaper, Render};
use open_ticket::markdown::Task;
use open_ticket::markdown::drawing::{self, Element, Node, Tag};
use open_ticket::{markdown, rules::Markdown};
use std::fmt::Write as _;

/// A message, to be put into a page. Names of elements and attributes are the drawing's own closed
/// set; every text and every value is escaped.
pub struct Drawn<'a> {
    /// The message, as Markdown.
    pub message: &'a str,
    /// The names of its files: an image named like one is shown as that file.
    pub files: Vec<String>,
}

impl Render for Drawn<'_> {
    fn render_to(&self, html: &mut String) {
        let document = markdown::parse(self.message, Markdown::default());
        for block in &document.blocks {
            draw_element(&drawing::draw(block, &self.files), html);
        }
        if document.cut {
            html.push_str("<p class=\"cut\">The rest of this message is not shown.</p>");
        }
    }
}

/// The tree is at most [`MAX_DEPTH`](markdown::MAX_DEPTH) deep, and so are the calls.
fn draw_element(element: &Element<'_>, html: &mut String) {
    let name = element.tag.name();
    html.push('<');
    html.push_str(name);
    for (attribute, value) in element.attributes() {
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
        match child {
            Node::Text(text) => escape(text, html),
            Node::Element(element) => draw_element(element, html),
        }
    }
    html.push_str("</");
    html.push_str(name);
    html.push('>');
}

/// What a screen reader says of a task's box: the drawing itself has no words.
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
