//! The rendered text of Markdown with its styles, by this crate's own parser.

use open_ticket::markdown::{
    self,
    render::{self, Node, Tag},
};
use open_ticket::rules::Markdown;

/// A character and its styles and links, sorted.
pub type StyledChar = (char, Vec<String>);

/// Returns the rendered characters of Markdown. Line breaks and runs of white space are one
/// space.
pub fn rendered_chars(markdown: &str) -> Vec<StyledChar> {
    let mut chars = Vec::new();
    for block in &markdown::parse(markdown, Markdown::default()).blocks {
        add(
            &Node::Element(render::render_block(block, &[])),
            &[],
            &mut chars,
        );
    }
    chars
}

/// Returns the rendered text without styles.
pub fn rendered_text(markdown: &str) -> String {
    rendered_chars(markdown)
        .into_iter()
        .map(|(c, _)| c)
        .collect()
}

/// Returns the rendered tree as nested names: `p(a strong(b))`.
pub fn outline(markdown: &str) -> String {
    let blocks = markdown::parse(markdown, Markdown::default()).blocks;
    let outline = |block| outline_of(&Node::Element(render::render_block(block, &[])));
    let blocks: Vec<String> = blocks.iter().map(outline).collect();
    blocks.join(" ")
}

fn outline_of(node: &Node<'_>) -> String {
    match node {
        Node::Text(text) => text.to_string(),
        Node::Element(element) => {
            let children: Vec<String> = element.children.iter().map(outline_of).collect();
            let name = match &element.tag {
                Tag::Link(link) => format!("a:{}", link.as_str()),
                Tag::CodeBlock(Some(language)) => format!("pre:{}", language.as_str()),
                Tag::OrderedList { start } if *start != 1 => format!("ol:{start}"),
                tag => tag.name().to_owned(),
            };
            format!("{name}({})", children.concat())
        }
    }
}

fn add(node: &Node<'_>, styles: &[String], chars: &mut Vec<StyledChar>) {
    match node {
        Node::Text(text) => text.chars().for_each(|c| push(c, styles, chars)),
        Node::Element(element) => {
            let mut styles = styles.to_vec();
            match &element.tag {
                Tag::Strong | Tag::Emphasis | Tag::Strikethrough | Tag::Code => {
                    styles.push(element.tag.name().to_owned());
                }
                Tag::Link(link) => styles.push(link.as_str().to_owned()),
                _ => {}
            }
            styles.sort();
            element
                .children
                .iter()
                .for_each(|child| add(child, &styles, chars));
        }
    }
}

fn push(c: char, styles: &[String], chars: &mut Vec<StyledChar>) {
    // A no-break space is not white space for HTML.
    if !c.is_ascii_whitespace() {
        chars.push((c, styles.to_vec()));
    } else if chars.last().is_some_and(|(last, _)| *last != ' ') {
        chars.push((' ', styles.to_vec()));
    }
}
