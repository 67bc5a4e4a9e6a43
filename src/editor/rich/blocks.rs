//! The blocks of rich text.

use super::{
    Pasted,
    inline::{self, Place},
    lists, style, tables,
};
use crate::editor::fence::fence_of_code;

/// The blocks that nodes make, each as Markdown.
pub(super) fn of(nodes: &[Pasted]) -> Vec<String> {
    let mut blocks = Vec::new();
    let groups = nodes.chunk_by(|a, b| !holds_block(a) && !holds_block(b));
    for group in groups {
        match group {
            [node] if holds_block(node) => blocks.extend(block(node)),
            line => blocks.push(inline::of(
                &line.iter().collect::<Vec<_>>(),
                Place::Paragraph,
            )),
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

fn block(node: &Pasted) -> Vec<String> {
    let name = node.name();
    match name.as_str() {
        name if style::is_nothing(name) => Vec::new(),
        "ul" | "ol" | "menu" => vec![lists::of(node)],
        "blockquote" => vec![quote(&of(node.children()).join("\n\n"))],
        "pre" => vec![code(node)],
        "table" => tables::of(node),
        "hr" => vec!["---".to_owned()],
        name => match style::heading(name) {
            Some(level) => heading(node, level),
            None => of(node.children()),
        },
    }
}

/// Whether a node is a block, or something in it is.
fn holds_block(node: &Pasted) -> bool {
    style::is_block(&node.name()) || node.children().iter().any(holds_block)
}

fn heading(node: &Pasted, level: usize) -> Vec<String> {
    let children: Vec<&Pasted> = node.children().iter().collect();
    let text = inline::of(&children, Place::Heading);
    let mark = "#".repeat(level);
    let says = !text.is_empty();
    says.then(|| format!("{mark} {text}")).into_iter().collect()
}

fn quote(text: &str) -> String {
    let lines = text.lines().map(|line| match line {
        "" => ">".to_owned(),
        line => format!("> {line}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn code(node: &Pasted) -> String {
    let text = node.text();
    let text = text.trim_matches('\n');
    if text.trim().is_empty() {
        return String::new();
    }
    let languages = std::iter::once(node).chain(node.children());
    let language = languages
        .filter_map(|node| node.attribute("class"))
        .find_map(language);
    fence_of_code(text, language.unwrap_or_default())
}

fn language(class: &str) -> Option<&str> {
    class
        .split_whitespace()
        .find_map(|name| name.strip_prefix("language-"))
}
