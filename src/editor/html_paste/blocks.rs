//! Converts block-level HTML to Markdown blocks.

use super::{
    html_node::HtmlNode,
    html_semantics::{heading_level, is_block, is_hidden},
    inline::inline_to_markdown,
    lists::list_to_markdown,
    styled_char::LineContext,
    tables::table_to_markdown,
};
use crate::editor::code_fence::fenced_code_block;

/// Converts nodes to blocks of Markdown.
pub(super) fn blocks_to_markdown(nodes: &[HtmlNode]) -> Vec<String> {
    let mut blocks = Vec::new();
    let groups = nodes.chunk_by(|a, b| !contains_block(a) && !contains_block(b));
    for group in groups {
        match group {
            [node] if contains_block(node) => blocks.extend(block_to_markdown(node)),
            line => blocks.push(inline_to_markdown(line, LineContext::Paragraph)),
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

fn block_to_markdown(node: &HtmlNode) -> Vec<String> {
    let name = node.name();
    match name.as_str() {
        name if is_hidden(name) => Vec::new(),
        "ul" | "ol" | "menu" => vec![list_to_markdown(node, blocks_to_markdown)],
        "blockquote" => vec![quote(&blocks_to_markdown(node.children()).join("\n\n"))],
        "pre" => vec![code_block(node)],
        "table" => table_to_markdown(node, blocks_to_markdown),
        "hr" => vec!["---".to_owned()],
        name => match heading_level(name) {
            Some(level) => heading(node, level).into_iter().collect(),
            None => blocks_to_markdown(node.children()),
        },
    }
}

/// Returns `true` if a node or one of its descendants is a block-level element.
fn contains_block(node: &HtmlNode) -> bool {
    is_block(&node.name()) || node.children().iter().any(contains_block)
}

fn heading(node: &HtmlNode, level: usize) -> Option<String> {
    let text = inline_to_markdown(node.children(), LineContext::Heading);
    let prefix = "#".repeat(level);
    (!text.is_empty()).then(|| format!("{prefix} {text}"))
}

fn quote(markdown: &str) -> String {
    let lines = markdown.lines().map(|line| match line {
        "" => ">".to_owned(),
        line => format!("> {line}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn code_block(node: &HtmlNode) -> String {
    let text = node.text();
    let text = text.trim_matches('\n');
    if text.trim().is_empty() {
        return String::new();
    }
    let elements = std::iter::once(node).chain(node.children());
    let language = elements
        .filter_map(|element| element.attribute("class"))
        .find_map(language_of_class);
    fenced_code_block(text, language.unwrap_or_default())
}

fn language_of_class(class: &str) -> Option<&str> {
    class
        .split_whitespace()
        .find_map(|name| name.strip_prefix("language-"))
}
