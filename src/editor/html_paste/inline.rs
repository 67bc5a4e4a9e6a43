//! Converts inline HTML to lines of Markdown: text with bold, italic, strikethrough, code and
//! links.

use super::{
    html_node::HtmlNode,
    html_semantics::{is_block, link_url},
    normalize_delimiters::normalize_delimiters,
    styled_char::{CODE, EXPRESSIBLE, LineContext, PRESERVES_LINE_BREAKS, StyledChar, Styles},
    styled_node::Node,
    tokenizer::is_space,
    write_line::write_line,
};

/// Converts nodes to paragraphs. A line break is kept, and a blank line starts a paragraph.
pub(super) fn inline_to_paragraphs(nodes: &[&Node]) -> Vec<String> {
    let lines = inline_to_lines(nodes, LineContext::Paragraph);
    lines
        .split(String::is_empty)
        .map(|paragraph| paragraph.join("  \n"))
        .collect()
}

/// Converts nodes to a single line.
pub(super) fn inline_to_line(nodes: &[&Node], context: LineContext) -> String {
    let mut lines = inline_to_lines(nodes, context);
    lines.retain(|line| !line.is_empty());
    lines.join(" ")
}

/// Converts nodes to lines, which may be empty.
fn inline_to_lines(nodes: &[&Node], context: LineContext) -> Vec<String> {
    let mut text = StyledText::default();
    nodes.iter().for_each(|node| text.collect(node));
    let urls = text.links.iter().filter_map(|link| link_url(link));
    let urls: Vec<String> = urls.collect();
    let lines = text.chars.split(|styled| styled.c == '\n');
    let written = lines.map(|line| {
        let mut line = collapse_white_space(line);
        normalize_delimiters(&mut line);
        write_line(&line, &urls, context)
    });
    written.collect()
}

/// The text of inline nodes. Lines are separated by `\n`.
#[derive(Default)]
struct StyledText<'a> {
    chars: Vec<StyledChar>,
    links: Vec<&'a HtmlNode>,
}

impl<'a> StyledText<'a> {
    fn collect(&mut self, node: &Node<'a>) {
        if node.name == "br" {
            self.push("\n", PRESERVES_LINE_BREAKS, 0);
        }
        let separator = if is_block(node.name) { " " } else { "" };
        self.push(separator, 0, 0);
        let link = if node.text.is_empty() {
            0
        } else {
            self.link_number(node.link)
        };
        self.push(node.text, node.styles, link);
        node.children.iter().for_each(|child| self.collect(child));
        self.push(separator, 0, 0);
    }

    /// Returns the number of the link around a piece of text.
    fn link_number(&mut self, link: Option<&'a HtmlNode>) -> usize {
        let Some(link) = link else { return 0 };
        if !self
            .links
            .last()
            .is_some_and(|last| std::ptr::eq(*last, link))
        {
            self.links.push(link);
        }
        self.links.len()
    }

    /// Adds text. White space becomes a space, except for no-break spaces and line breaks that are
    /// shown. Code gets no other styles: delimiters next to code are not always recognized.
    fn push(&mut self, text: &str, styles: Styles, link: usize) {
        let written = if styles & CODE > 0 {
            CODE
        } else {
            styles & EXPRESSIBLE
        };
        let shown = |c: char| match c {
            '\n' if styles & PRESERVES_LINE_BREAKS > 0 => '\n',
            '\u{2028}' | '\u{2029}' => ' ',
            c if is_space(c) || c.is_control() => ' ',
            c => c,
        };
        self.chars.extend(text.chars().map(|c| StyledChar {
            c: shown(c),
            styles: written,
            link,
        }));
    }
}

/// Returns a line with single spaces between words and none at its edges. Empty if the line is
/// blank.
fn collapse_white_space(line: &[StyledChar]) -> Vec<StyledChar> {
    let mut collapsed: Vec<StyledChar> = Vec::with_capacity(line.len());
    if line.iter().all(|styled| styled.c.is_whitespace()) {
        return collapsed;
    }
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
