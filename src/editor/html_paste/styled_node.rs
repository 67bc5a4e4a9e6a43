//! The visible nodes of pasted HTML, each with the styles that apply to it.

use super::{
    css::{Css, is_monospace},
    html_node::HtmlNode,
    html_semantics::{heading_level, is_block, link_url, styles_of_name},
    styled_char::{
        BOLD, CODE, EXPRESSIBLE, MONOSPACE, PRESERVES_LINE_BREAKS, PRESERVES_SPACES, SUBSCRIPT,
        SUPERSCRIPT, Styles,
    },
    visibility::{is_removed, is_unseen, without_repeated_text},
};

/// A visible node.
pub(super) struct Node<'a> {
    pub(super) html: &'a HtmlNode,
    /// Name of the element. Empty for text.
    pub(super) name: &'a str,
    /// Text, also the alternative text of an image.
    pub(super) text: &'a str,
    /// The styles of the text and of the content.
    pub(super) styles: Styles,
    /// The enclosing link. Links never nest.
    pub(super) link: Option<&'a HtmlNode>,
    /// `true` if the node or one of its descendants is a block-level element.
    pub(super) has_block: bool,
    pub(super) children: Vec<Node<'a>>,
}

/// Returns the visible nodes. Text in a monospace font is code, unless all of the text is monospace:
/// in that case, the font has no meaning.
pub(super) fn visible_nodes(html: &[HtmlNode]) -> Vec<Node<'_>> {
    let mut nodes = resolve_all(html, 0, None);
    if nodes
        .iter()
        .any(|node| node.has_text(&|node| node.styles & MONOSPACE == 0))
    {
        mark_code(&mut nodes);
    }
    nodes
}

fn mark_code(nodes: &mut [Node]) {
    for node in nodes {
        if node.styles & MONOSPACE != 0 {
            node.styles |= CODE;
        }
        mark_code(&mut node.children);
    }
}

impl Node<'_> {
    /// Returns `true` if the node contains text that is not blank, in a node that matches.
    pub(super) fn has_text(&self, matches: &dyn Fn(&Self) -> bool) -> bool {
        (!self.text.trim().is_empty() && matches(self))
            || self.children.iter().any(|child| child.has_text(matches))
    }

    /// Returns `true` if the node contains no text but white space.
    pub(super) fn is_blank(&self) -> bool {
        !self.has_text(&|_| true)
    }

    /// Returns `true` if the node has formatting that Markdown can express and plain text cannot.
    pub(super) fn has_formatting(&self) -> bool {
        let is_formatted = match self.name {
            "hr" => true,
            "img" => !self.is_blank(),
            "ul" | "ol" | "menu" | "dir" | "li" | "blockquote" | "pre" | "table" => {
                !self.is_blank()
            }
            name if heading_level(name).is_some() => !self.is_blank(),
            _ => {
                !self.text.trim().is_empty()
                    && (self.styles & (EXPRESSIBLE | SUPERSCRIPT | SUBSCRIPT) != 0
                        || self.link.is_some())
            }
        };
        is_formatted || self.children.iter().any(Self::has_formatting)
    }

    /// Adds the text as it is shown, with `edge` at the edges of block-level elements and `cell`
    /// at the edges of table cells. The text of an edge is not repeated.
    pub(super) fn add_shown_text(&self, shown: &mut String, cell: char) {
        let edge = match self.name {
            "br" => return shown.push('\n'),
            "td" | "th" => Some(cell),
            "option" => Some('\n'),
            name => is_block(name).then_some('\n'),
        };
        let add_edge = |shown: &mut String| match edge {
            Some(edge) if !shown.is_empty() && !shown.ends_with(['\n', edge]) => shown.push(edge),
            _ => {}
        };
        add_edge(shown);
        // Browsers and word processors write these as text.
        shown.push_str(match self.name {
            "li" => "•\t",
            "hr" => "---",
            _ => "",
        });
        for c in self.text.chars() {
            let is_kept = match c {
                '\n' => self.styles & PRESERVES_LINE_BREAKS != 0,
                _ => self.styles & PRESERVES_SPACES != 0,
            };
            match c {
                ' ' | '\t' | '\n' | '\x0c' if !is_kept => {
                    if !shown.ends_with([' ', '\n']) {
                        shown.push(' ');
                    }
                }
                c => shown.push(c),
            }
        }
        for child in &self.children {
            child.add_shown_text(shown, cell);
        }
        add_edge(shown);
    }
}

fn resolve_all<'a>(
    html: &'a [HtmlNode],
    styles: Styles,
    link: Option<&'a HtmlNode>,
) -> Vec<Node<'a>> {
    let nodes = without_repeated_text(html).into_iter();
    nodes
        .filter_map(|node| resolve(node, styles, link))
        .collect()
}

fn resolve<'a>(
    html: &'a HtmlNode,
    styles: Styles,
    outer_link: Option<&'a HtmlNode>,
) -> Option<Node<'a>> {
    let name = html.name();
    let is_space = is_converted_space(html);
    let css = Css::new(html.attribute("style").unwrap_or_default());
    if is_removed(html, &css) {
        return None;
    }
    let is_bold_already = heading_level(name).is_some() || name == "th";
    let mut own_styles = styles_of_name(name, styles);
    // LibreOffice writes fonts in this attribute.
    if let Some(face) = html.attribute("face") {
        let is_monospace = is_monospace(&face.to_ascii_lowercase());
        own_styles = own_styles & !MONOSPACE | if is_monospace { MONOSPACE } else { 0 };
    }
    own_styles = css.apply_to(own_styles);
    if is_bold_already {
        own_styles &= !BOLD | styles;
    }
    if is_unseen(html, own_styles) {
        return None;
    }
    if own_styles & CODE != 0 {
        // A monospace font does not turn inline code into a block.
        own_styles &= !MONOSPACE;
    }
    let is_link = outer_link.is_none() && link_url(html).is_some();
    let link = if is_link { Some(html) } else { outer_link };
    let content = if is_space { &[] } else { html.children() };
    let mut children = resolve_all(content, own_styles, link);
    add_formula_scripts(name, &mut children);
    Some(Node {
        html,
        name,
        text: match html {
            HtmlNode::Text(text) => text,
            HtmlNode::Element { .. } if is_space => " ",
            HtmlNode::Element { .. } if name == "img" => html.attribute("alt").unwrap_or_default(),
            HtmlNode::Element { .. } => "",
        },
        styles: own_styles,
        link,
        has_block: is_block(name) || children.iter().any(|child| child.has_block),
        children,
    })
}

/// Adds the styles of the
/// [scripts](https://w3c.github.io/mathml-core/#subscripts-and-superscripts-msub-msup-msubsup) of a formula
/// to the children of an element.
fn add_formula_scripts(name: &str, children: &mut [Node]) {
    let scripts: &[Styles] = match name {
        "msup" => &[SUPERSCRIPT],
        "msub" => &[SUBSCRIPT],
        "msubsup" => &[SUBSCRIPT, SUPERSCRIPT],
        _ => return,
    };
    let elements = children.iter_mut().filter(|child| !child.name.is_empty());
    for (child, script) in elements.skip(1).zip(scripts) {
        child.styles |= script;
    }
}

/// Returns `true` for an element that WebKit writes to the clipboard instead of a space at the edge of
/// another element. It contains a no-break space, because it must not collapse elsewhere.
fn is_converted_space(html: &HtmlNode) -> bool {
    html.attribute("class") == Some("Apple-converted-space")
}
