//! Converts block-level HTML to Markdown blocks.

use super::{
    html_semantics::{heading_level, is_list},
    inline::{inline_to_line, inline_to_paragraphs},
    lists::{items_to_markdown, list_to_markdown, separate_lists},
    preformatted::preformatted_text,
    styled_char::{CODE, LineContext, MONOSPACE},
    styled_node::Node,
    tables::table_to_markdown,
};
use crate::editor::code_fence::fenced_code_block;

/// Role of a node among its siblings.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Part of a paragraph.
    Inline,
    /// A block.
    Block,
    /// A list item. It is displayed as an item even outside of a list.
    Item,
    /// A line of code in a monospace font, as word processors write it.
    CodeLine,
}

/// Converts nodes to blocks of Markdown.
pub(super) fn blocks_to_markdown(nodes: &[Node]) -> Vec<String> {
    let mut blocks = Vec::new();
    let parts = parts_of(nodes);
    for group in parts.chunk_by(|(a, _), (b, _)| a == b && *a != Kind::Block) {
        let nodes: Vec<&Node> = group.iter().map(|(_, node)| *node).collect();
        match group[0].0 {
            Kind::Inline => blocks.extend(inline_blocks(&nodes)),
            Kind::Block => blocks.extend(block_to_markdown(nodes[0])),
            Kind::Item => blocks.push(items_to_markdown(&nodes, blocks_to_markdown)),
            Kind::CodeLine => blocks.push(code_lines(&nodes)),
        }
    }
    blocks.retain(|block| !block.is_empty());
    separate_lists(&mut blocks);
    blocks
}

/// Returns the nodes with their kinds, without white space between blocks. Blank lines between
/// lines of code are code.
fn parts_of<'a, 'b>(nodes: &'b [Node<'a>]) -> Vec<(Kind, &'b Node<'a>)> {
    let mut parts: Vec<(Kind, &Node)> = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        let follows_block = parts.last().is_some_and(|(kind, _)| *kind != Kind::Inline);
        let precedes_block = nodes.get(index + 1).is_some_and(|next| next.has_block);
        if node.html.is_blank_text() && (follows_block || precedes_block) {
            continue;
        }
        parts.push((kind_of(node), node));
    }
    for index in 1..parts.len().saturating_sub(1) {
        let is_code = |index: usize| parts[index].0 == Kind::CodeLine;
        let is_blank_line = parts[index].0 == Kind::Block && parts[index].1.is_blank();
        if is_blank_line && is_code(index - 1) && is_code(index + 1) {
            parts[index].0 = Kind::CodeLine;
        }
    }
    parts
}

fn kind_of(node: &Node) -> Kind {
    match node.name {
        "li" => Kind::Item,
        // The children decide whether a block in an inline element is code.
        "p" | "div" if is_code_line(node) => Kind::CodeLine,
        _ if node.has_block => Kind::Block,
        _ => Kind::Inline,
    }
}

/// Returns `true` for a node that contains only lines of code, in a monospace font.
fn is_code_line(node: &Node) -> bool {
    let is_line = |child: &Node| !child.has_block || matches!(child.name, "p" | "div");
    let is_code = |node: &Node| node.styles & (MONOSPACE | CODE) == MONOSPACE | CODE;
    !node.is_blank() && !node.has_text(&|node| !is_code(node)) && node.children.iter().all(is_line)
}

fn block_to_markdown(node: &Node) -> Vec<String> {
    match node.name {
        name if is_list(name) => list_to_markdown(node, blocks_to_markdown),
        "blockquote" => vec![quote(&blocks_to_markdown(&node.children).join("\n\n"))],
        "pre" | "listing" | "xmp" => vec![code_block(node)],
        "table" => table_to_markdown(node, blocks_to_markdown),
        "hr" => vec!["---".to_owned()],
        name => match heading_level(name) {
            Some(level) => heading(node, level).into_iter().collect(),
            None => match preformatted_text(&[node]) {
                Some(code) => vec![fenced(&code, "")],
                None => blocks_to_markdown(&node.children),
            },
        },
    }
}

fn inline_blocks(nodes: &[&Node]) -> Vec<String> {
    match preformatted_text(nodes) {
        Some(code) => vec![fenced(&code, "")],
        None => inline_to_paragraphs(nodes),
    }
}

fn heading(node: &Node, level: usize) -> Option<String> {
    let children: Vec<&Node> = node.children.iter().collect();
    let text = inline_to_line(&children, LineContext::Heading);
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

fn code_lines(nodes: &[&Node]) -> String {
    let mut code = String::new();
    for node in nodes {
        let mut line = String::new();
        node.add_shown_text(&mut line, '\t');
        code.push_str(if line.trim().is_empty() {
            ""
        } else {
            line.trim_matches('\n')
        });
        code.push('\n');
    }
    fenced(&code, "")
}

fn code_block(node: &Node) -> String {
    let mut text = String::new();
    node.add_shown_text(&mut text, '\t');
    let elements = std::iter::once(node).chain(&node.children);
    let language = elements
        .filter_map(|element| element.html.attribute("class"))
        .find_map(language_of_class);
    fenced(&text, language.unwrap_or_default())
}

fn fenced(code: &str, language: &str) -> String {
    let code = code.trim_matches('\n');
    if code.trim().is_empty() {
        return String::new();
    }
    fenced_code_block(code, language)
}

fn language_of_class(class: &str) -> Option<&str> {
    class
        .split_whitespace()
        .find_map(|name| name.strip_prefix("language-"))
}
