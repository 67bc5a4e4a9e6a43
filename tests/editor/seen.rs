//! What a reader of Markdown sees: the text with how it looks, read by this crate's own parser.

use open_ticket::markdown::drawing::{Node, Tag};
use open_ticket::markdown::{self, drawing};
use open_ticket::rules::Markdown;

/// A character and the marks around it, sorted.
pub type Seen = (char, Vec<String>);

/// The characters of a Markdown text as they are shown; line ends and rows of blanks are one blank.
pub fn seen(markdown: &str) -> Vec<Seen> {
    let mut seen = Vec::new();
    for block in &markdown::parse(markdown, Markdown::default()).blocks {
        add(&Node::Element(drawing::draw(block, &[])), &[], &mut seen);
    }
    seen
}

/// The same without how it looks.
pub fn shown(markdown: &str) -> String {
    seen(markdown).into_iter().map(|(c, _)| c).collect()
}

/// The tree as nested names: `p(a strong(b))`.
pub fn tree(markdown: &str) -> String {
    let blocks = markdown::parse(markdown, Markdown::default()).blocks;
    let draw = |block| outline(&Node::Element(drawing::draw(block, &[])));
    let blocks: Vec<String> = blocks.iter().map(draw).collect();
    blocks.join(" ")
}

fn outline(node: &Node<'_>) -> String {
    match node {
        Node::Text(text) => text.to_string(),
        Node::Element(element) => {
            let children: Vec<String> = element.children.iter().map(outline).collect();
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

fn add(node: &Node<'_>, marks: &[String], seen: &mut Vec<Seen>) {
    match node {
        Node::Text(text) => text.chars().for_each(|c| push(c, marks, seen)),
        Node::Element(element) => {
            let mut marks = marks.to_vec();
            match &element.tag {
                Tag::Strong | Tag::Emphasis | Tag::Strikethrough | Tag::Code => {
                    marks.push(element.tag.name().to_owned());
                }
                Tag::Link(link) => marks.push(link.as_str().to_owned()),
                _ => {}
            }
            marks.sort();
            element
                .children
                .iter()
                .for_each(|child| add(child, &marks, seen));
        }
    }
}

fn push(c: char, marks: &[String], seen: &mut Vec<Seen>) {
    if !c.is_whitespace() {
        seen.push((c, marks.to_vec()));
    } else if seen.last().is_some_and(|(last, _)| *last != ' ') {
        seen.push((' ', marks.to_vec()));
    }
}
