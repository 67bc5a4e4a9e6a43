//! The text of lines with its bold, italic, struck through, code and links.

use super::{
    Pasted,
    settle::settle,
    style::{self, BOLD, CODE, ITALIC, Marks, STRUCK},
    write::write,
};

/// Where lines stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In a paragraph, which keeps them apart.
    Paragraph,
    /// In a heading, which has one line only.
    Heading,
    /// In a table's cell, which has one line only, and `|` ends it.
    Cell,
}

/// A character and how it looks.
#[derive(Clone, Copy)]
pub(super) struct Glyph {
    pub(super) c: char,
    pub(super) marks: Marks,
    /// Which of the links it is in, counted from 1.
    pub(super) link: usize,
}

/// What stands in lines.
#[derive(Default)]
struct Text {
    glyphs: Vec<Glyph>,
    links: Vec<String>,
}

/// The Markdown of nodes that stand in lines.
pub(super) fn of(nodes: &[&Pasted], place: Place) -> String {
    let mut text = Text::default();
    for node in nodes {
        text.collect(node, 0, 0);
    }
    let lines = text.glyphs.split(|glyph| glyph.c == '\n');
    let written = lines.filter_map(|line| {
        let mut line = collapsed(line);
        settle(&mut line);
        (!line.is_empty()).then(|| write(&line, &text.links, place))
    });
    let end = if place == Place::Paragraph {
        "  \n"
    } else {
        " "
    };
    written.collect::<Vec<_>>().join(end)
}

impl Text {
    fn collect(&mut self, node: &Pasted, marks: Marks, link: usize) {
        let name = node.name();
        match node {
            Pasted::Text(text) => self.push(text, marks, link),
            _ if style::is_nothing(&name) => {}
            _ if name == "br" => self.glyphs.push(Glyph {
                c: '\n',
                marks: 0,
                link: 0,
            }),
            _ if name == "img" => self.push(node.attribute("alt").unwrap_or_default(), marks, link),
            Pasted::Element { children, .. } => {
                let inside = self.link_of(node, link);
                let apart = if style::is_block(&name) { " " } else { "" };
                self.push(apart, 0, 0);
                for child in children {
                    self.collect(child, style::marks(node, marks), inside);
                }
                self.push(apart, 0, 0);
            }
        }
    }

    /// The link that an element's content is in: no link is in a link.
    fn link_of(&mut self, node: &Pasted, around: usize) -> usize {
        match style::address(node) {
            Some(address) if around == 0 => {
                self.links.push(address);
                self.links.len()
            }
            _ => around,
        }
    }

    /// A line's end in the source is a blank. Code has no other marks: they are not always read
    /// as such next to it.
    fn push(&mut self, text: &str, marks: Marks, link: usize) {
        let marks = if marks & CODE > 0 {
            CODE
        } else {
            marks & (BOLD | ITALIC | STRUCK)
        };
        let blank = |c: char| c.is_whitespace() || c.is_control();
        let shown = text.chars().map(|c| if blank(c) { ' ' } else { c });
        self.glyphs.extend(shown.map(|c| Glyph { c, marks, link }));
    }
}

/// A line with single blanks between words and none at its edges.
fn collapsed(line: &[Glyph]) -> Vec<Glyph> {
    let mut shown: Vec<Glyph> = Vec::with_capacity(line.len());
    for glyph in line {
        let after_blank = shown.last().is_none_or(|last| last.c == ' ');
        if glyph.c != ' ' || !after_blank {
            shown.push(*glyph);
        }
    }
    if shown.last().is_some_and(|last| last.c == ' ') {
        shown.pop();
    }
    shown
}
