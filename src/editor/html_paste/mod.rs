//! Converts pasted HTML to Markdown.

mod blocks;
mod character_references;
mod code_tables;
mod compare_plain_text;
mod css;
mod flat_lists;
mod html_node;
mod html_semantics;
mod inline;
mod limits;
mod lists;
mod normalize_delimiters;
mod parse_html;
mod preformatted;
mod scripts;
mod styled_char;
mod styled_node;
mod tables;
mod tokenizer;
mod visibility;
mod word_lists;
mod write_line;

pub use html_node::HtmlNode;
pub use limits::{MAX_HTML_DEPTH, MAX_HTML_NODES};
pub use parse_html::parse_html;

use blocks::blocks_to_markdown;
use compare_plain_text::{shown_lines, shows_less_than};
use flat_lists::{has_flat_list, nest_flat_lists};
use html_node::is_within_limits;
use preformatted::lines_with_text;
use styled_node::{Node, visible_nodes};
use word_lists::{has_word_list, nest_word_lists};

/// Converts pasted HTML to Markdown: headings, bold, italic, strikethrough, code, links (http,
/// https, mailto, tel), lists, task lists, quotes, code blocks, tables, horizontal rules, and the
/// alternative texts of images. Styles are converted like elements, and nesting that HTML does not allow is
/// read as browsers show it. Text that Markdown could interpret is escaped.
///
/// Returns `None` if the HTML has no formatting, so that its plain text is the better choice, or if
/// it exceeds [`MAX_HTML_NODES`] nodes or [`MAX_HTML_DEPTH`] levels.
#[must_use]
pub fn html_to_markdown(nodes: &[HtmlNode]) -> Option<String> {
    let converted = is_within_limits(nodes).then(|| convert(nodes.to_vec()))??;
    converted.is_formatted.then_some(converted.markdown)
}

/// Converts the HTML of a clipboard that also contains plain text. `decode_name` decodes a
/// character reference such as `&auml;`.
///
/// Returns `None` if the plain text is the better choice: the HTML has no formatting and
/// no more lines, exceeds the limits, or shows fewer lines or columns than the plain text.
#[must_use]
pub fn rich_text_to_markdown(
    html: &str,
    plain_text: &str,
    decode_name: fn(&str) -> Option<String>,
) -> Option<String> {
    let html = parse_html(html, decode_name)?;
    let shown = is_within_limits(&html).then(|| visible_nodes(&html))?;
    let plain_is_blank = plain_text.trim().is_empty();
    let shows_less = !plain_is_blank && shows_less_than(&shown, plain_text);
    let shows_more_lines = lines_with_text(plain_text) < shown_lines(&shown);
    drop(shown);
    let converted = convert(html)?;
    let is_better = if converted.is_formatted {
        !shows_less
    } else {
        shows_more_lines
    };
    is_better.then_some(converted.markdown)
}

struct Converted {
    /// The Markdown. Never empty.
    markdown: String,
    is_formatted: bool,
}

fn convert(mut html: Vec<HtmlNode>) -> Option<Converted> {
    if has_word_list(&html) {
        html = nest_word_lists(html);
    }
    if has_flat_list(&html) {
        html = nest_flat_lists(html);
    }
    let nodes = visible_nodes(&html);
    let markdown = blocks_to_markdown(&nodes).join("\n\n");
    // Blocks of code come from styles, too.
    let is_formatted = nodes.iter().any(Node::has_formatting)
        || markdown.lines().any(|line| line.starts_with("```"));
    (!markdown.is_empty()).then_some(Converted {
        markdown,
        is_formatted,
    })
}
