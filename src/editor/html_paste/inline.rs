//! Converts inline HTML to lines of Markdown: text with bold, italic, strikethrough, code and
//! links.

use super::{
    html_node::HtmlNode,
    html_semantics::{is_block, link_url},
    normalize_delimiters::normalize_delimiters,
    scripts::{is_script, script_text},
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
    nodes.iter().for_each(|node| text.collect(node, false));
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
    /// Adds the text of a node. Nested superscripts and subscripts are not distinguished.
    fn collect(&mut self, node: &Node<'a>, is_in_script: bool) {
        let is_new_script = is_script(node) && !is_in_script;
        let previous = self.chars.last().map(|styled| styled.c);
        if is_new_script
            && let Some(script) = script_text(node, previous)
            && let Some(first) = first_text(node)
        {
            let link = self.link_number(first.link);
            return self.push(&script, node.styles, link);
        }
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
        let is_in_script = is_script(node);
        for child in &node.children {
            self.collect(child, is_in_script);
        }
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

/// Returns the first node with text that is not blank.
fn first_text<'a, 'b>(node: &'b Node<'a>) -> Option<&'b Node<'a>> {
    if !node.text.trim().is_empty() {
        return Some(node);
    }
    node.children.iter().find_map(first_text)
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
