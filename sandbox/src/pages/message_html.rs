//! Rendering of a Markdown message to HTML.

use maud::{Escaper, Render};
use open_ticket::markdown::TaskState;
use open_ticket::markdown::render::{Element, Node, RenderOptions, Tag};
use open_ticket::{markdown, rules::Markdown};
use std::fmt::Write as _;

/// A Markdown message to render into a page. Element and attribute names come from a closed set, and
/// all text and attribute values are escaped.
pub struct MarkdownMessage<'a> {
    /// The Markdown.
    pub message: &'a str,
    /// Markdown extensions, and the meaning of line breaks.
    pub markdown: Markdown,
    /// The names of the ticket's files. An image with one of these names is rendered as a reference to
    /// the file.
    pub file_names: Vec<String>,
}

impl Render for MarkdownMessage<'_> {
    fn render_to(&self, html: &mut String) {
        let document = markdown::parse(self.message, self.markdown);
        let options = RenderOptions {
            attached_files: &self.file_names,
            line_breaks: self.markdown.line_breaks,
        };
        for block in &document.blocks {
            push_element(&options.render_block(block), html);
        }
        if document.truncated {
            html.push_str("<p class=\"cut\">The rest of this message is not shown.</p>");
        }
    }
}

/// Writes an element. The recursion is at most [`MAX_DEPTH`](markdown::MAX_DEPTH) deep.
fn push_element(element: &Element<'_>, html: &mut String) {
    let name = element.tag.name();
    html.push('<');
    html.push_str(name);
    for (attribute, value) in element.attributes() {
        html.push(' ');
        html.push_str(attribute);
        html.push_str("=\"");
        push_escaped(&value, html);
        html.push('"');
    }
    if let Tag::Checkbox(task) = element.tag {
        html.push_str(aria_label(task));
    }
    html.push('>');
    if element.tag.is_void() {
        return;
    }
    for child in &element.children {
        match child {
            Node::Text(text) => push_escaped(text, html),
            Node::Element(element) => push_element(element, html),
        }
    }
    html.push_str("</");
    html.push_str(name);
    html.push('>');
}

/// Returns the attribute `aria-label` of a task's checkbox, which has no visible label.
const fn aria_label(task: TaskState) -> &'static str {
    match task {
        TaskState::Open => " aria-label=\"To do\"",
        TaskState::Done => " aria-label=\"Done\"",
    }
}

fn push_escaped(text: &str, html: &mut String) {
    // Writing to a String cannot fail.
    let _ = Escaper::new(html).write_str(text);
}
