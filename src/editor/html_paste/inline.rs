//! Converts inline HTML to lines of Markdown: text with bold, italic, strikethrough, code and
//! links.

use super::{
    html_node::HtmlNode,
    html_semantics::{is_block, is_hidden, link_url, styles_of},
    normalize_delimiters::normalize_delimiters,
    styled_char::{BOLD, CODE, ITALIC, LineContext, STRIKETHROUGH, StyledChar, Styles},
    write_line::write_line,
};

/// Converts nodes to lines of Markdown.
pub(super) fn inline_to_markdown(nodes: &[HtmlNode], context: LineContext) -> String {
    let mut text = StyledText::default();
    for node in nodes {
        text.collect(node, 0, 0);
    }
    let lines = text.chars.split(|styled| styled.c == '\n');
    let written = lines.filter_map(|line| {
        let mut line = collapse_white_space(line);
        normalize_delimiters(&mut line);
        (!line.is_empty()).then(|| write_line(&line, &text.links, context))
    });
    let line_break = if context == LineContext::Paragraph {
        "  \n"
    } else {
        " "
    };
    written.collect::<Vec<_>>().join(line_break)
}

/// The text of inline nodes. Lines are separated by `\n`.
#[derive(Default)]
struct StyledText {
    chars: Vec<StyledChar>,
    /// URLs of the links.
    links: Vec<String>,
}

impl StyledText {
    fn collect(&mut self, node: &HtmlNode, styles: Styles, link: usize) {
        let name = node.name();
        match node {
            HtmlNode::Text(text) => self.push(text, styles, link),
            _ if is_hidden(&name) => {}
            _ if name == "br" => self.chars.push(StyledChar {
                c: '\n',
                styles: 0,
                link: 0,
            }),
            _ if name == "img" => {
                self.push(node.attribute("alt").unwrap_or_default(), styles, link);
            }
            HtmlNode::Element { children, .. } => {
                let inner_link = self.link_of(node, link);
                let separator = if is_block(&name) { " " } else { "" };
                self.push(separator, 0, 0);
                for child in children {
                    self.collect(child, styles_of(node, styles), inner_link);
                }
                self.push(separator, 0, 0);
            }
        }
    }

    /// Returns the number of the link around an element's content. Links never nest.
    fn link_of(&mut self, node: &HtmlNode, outer_link: usize) -> usize {
        match link_url(node) {
            Some(url) if outer_link == 0 => {
                self.links.push(url);
                self.links.len()
            }
            _ => outer_link,
        }
    }

    /// Adds text. A line break in the source is white space. Code gets no other styles: delimiters
    /// next to code are not always recognized.
    fn push(&mut self, text: &str, styles: Styles, link: usize) {
        let styles = if styles & CODE > 0 {
            CODE
        } else {
            styles & (BOLD | ITALIC | STRIKETHROUGH)
        };
        let is_blank = |c: char| c.is_whitespace() || c.is_control();
        let chars = text.chars().map(|c| if is_blank(c) { ' ' } else { c });
        self.chars
            .extend(chars.map(|c| StyledChar { c, styles, link }));
    }
}

/// Returns a line with single spaces between words and none at its edges.
fn collapse_white_space(line: &[StyledChar]) -> Vec<StyledChar> {
    let mut collapsed: Vec<StyledChar> = Vec::with_capacity(line.len());
    for styled in line {
        let is_after_space = collapsed.last().is_none_or(|last| last.c == ' ');
        if styled.c != ' ' || !is_after_space {
            collapsed.push(*styled);
        }
    }
    if collapsed.last().is_some_and(|last| last.c == ' ') {
        collapsed.pop();
    }
    collapsed
}
