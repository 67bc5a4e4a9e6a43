//! Converts pasted HTML to Markdown.

mod blocks;
mod html_node;
mod html_semantics;
mod inline;
mod lists;
mod normalize_delimiters;
mod styled_char;
mod tables;
mod write_line;

pub use html_node::{HtmlNode, MAX_HTML_DEPTH, MAX_HTML_NODES};

use blocks::blocks_to_markdown;
use html_node::is_within_limits;
use html_semantics::has_formatting;

/// Converts pasted HTML to Markdown: headings, bold, italic, strikethrough, code, links (http,
/// https, mailto, tel), lists, task lists, quotes, code blocks, tables, horizontal rules, and the
/// alternative texts of images. Text that Markdown could interpret is escaped.
///
/// Returns `None` if the HTML has no formatting, so that its plain text is the better choice, or if
/// it exceeds [`MAX_HTML_NODES`] nodes or [`MAX_HTML_DEPTH`] levels.
#[must_use]
pub fn html_to_markdown(nodes: &[HtmlNode]) -> Option<String> {
    if !is_within_limits(nodes) || !nodes.iter().any(has_formatting) {
        return None;
    }
    let markdown = blocks_to_markdown(nodes).join("\n\n");
    (!markdown.is_empty()).then_some(markdown)
}
