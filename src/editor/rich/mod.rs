//! Rich text as Markdown.

mod blocks;
mod escape;
mod inline;
mod lists;
mod settle;
mod style;
mod tables;
mod write;

pub(super) use escape::escaped;

/// How many nodes rich text may have.
pub const MAX_NODES: usize = 10_000;

/// How deep its elements may nest.
pub const MAX_DEPTH: usize = 100;

/// A node of rich text as it was pasted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pasted {
    /// A text.
    Text(String),
    /// An element of HTML.
    Element {
        /// Its name, in any case.
        name: String,
        /// Its attributes by their names in lower case, with their values; only `alt`, `checked`,
        /// `class`, `colspan`, `href`, `start`, `style` and `type` are read.
        attributes: Vec<(String, String)>,
        /// What is in it.
        children: Vec<Pasted>,
    },
}

/// Rich text as Markdown: headings, bold, italic, struck through, code, links (http, https,
/// mailto, tel), lists, tasks, quotes, blocks of code, tables, rules, and images as their
/// alternative texts. What Markdown would read as marks is escaped.
///
/// `None` if nothing rich is in it, so that the plain text does better, and for more than
/// [`MAX_NODES`] nodes or [`MAX_DEPTH`] levels.
#[must_use]
pub fn markdown_of(nodes: &[Pasted]) -> Option<String> {
    let mut left = MAX_NODES;
    if !fits(nodes, MAX_DEPTH, &mut left) || !nodes.iter().any(style::is_rich) {
        return None;
    }
    let markdown = blocks::of(nodes).join("\n\n");
    (!markdown.is_empty()).then_some(markdown)
}

impl Pasted {
    /// The name of an element in lower case; empty for a text.
    fn name(&self) -> String {
        match self {
            Self::Text(_) => String::new(),
            Self::Element { name, .. } => name.to_ascii_lowercase(),
        }
    }

    fn children(&self) -> &[Self] {
        match self {
            Self::Text(_) => &[],
            Self::Element { children, .. } => children,
        }
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        let Self::Element { attributes, .. } = self else {
            return None;
        };
        let mut found = attributes.iter().filter(|(found, _)| found == name);
        found.next().map(|(_, value)| value.as_str())
    }

    /// All text in it, as it is.
    fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Element { .. } if self.name() == "br" => "\n".to_owned(),
            Self::Element { children, .. } => children.iter().map(Self::text).collect(),
        }
    }
}

fn fits(nodes: &[Pasted], depth: usize, left: &mut usize) -> bool {
    nodes.iter().all(|node| {
        let Some(rest) = left.checked_sub(1) else {
            return false;
        };
        *left = rest;
        node.children().is_empty() || (depth > 1 && fits(node.children(), depth - 1, left))
    })
}
