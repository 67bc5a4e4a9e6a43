//! Writes trees and drawings as HTML. Only the tests do: the crate has no HTML string.

use open_ticket::markdown::drawing;
use open_ticket::markdown::{self, Align, Document, Node, Tag, Target, Task};
use open_ticket::rules::Markdown;

/// How raw HTML is written.
#[derive(Clone, Copy)]
pub enum Raw {
    /// As the specifications write it: as HTML.
    AsItIs,
    /// As the text it is.
    Escaped,
}

/// A text, read with everything allowed.
pub fn read(text: &str) -> Document {
    markdown::parse(text, Markdown::default())
}

/// The tree as the specifications write their examples.
pub fn reference(document: &Document, raw: Raw) -> String {
    let blocks = document.blocks.iter().map(|block| of_tree(&block.node));
    let blocks: Vec<Html> = blocks.collect();
    let mut out = String::new();
    for block in &blocks {
        write(block, raw, &mut out);
    }
    line(&mut out);
    out
}

/// What is drawn of a text, with every attribute there is.
pub fn page(text: &str) -> String {
    page_with(text, &[])
}

/// The same where files of these names are attached.
pub fn page_with(text: &str, attached: &[&str]) -> String {
    let attributes = |element: &drawing::Element<'_>| {
        let pairs = element.attributes().into_iter();
        pairs
            .map(|(name, value)| format!(" {name}=\"{}\"", escaped(&value)))
            .collect()
    };
    draw(&read(text), attached, &attributes)
}

/// What is drawn of a text, without the attributes that are always the same.
pub fn drawn(text: &str) -> String {
    let attributes = |element: &drawing::Element<'_>| match &element.tag {
        drawing::Tag::Link(link) => format!(" href=\"{}\"", escaped(link.as_str())),
        drawing::Tag::OrderedList { start } if *start != 1 => format!(" start=\"{start}\""),
        drawing::Tag::Attached => format!(" class=\"{}\"", drawing::ATTACHED),
        _ => String::new(),
    };
    draw(&read(text), &[], &attributes).trim_end().to_owned()
}

/// All text that is drawn; a space stands where an element begins or ends.
pub fn text(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        add_text(&drawing::draw(block, &[]), &mut out);
    }
    out
}

/// All raw HTML of the tree, piece by piece.
pub fn raw_html(document: &Document) -> Vec<String> {
    fn find(node: &Node, found: &mut Vec<String>) {
        match node {
            Node::Text(_) => {}
            Node::Html(html) => found.push(html.clone()),
            Node::Element(element) => element.children.iter().for_each(|child| find(child, found)),
        }
    }
    let mut found = Vec::new();
    for block in &document.blocks {
        find(&block.node, &mut found);
    }
    found
}

/// How deep elements nest.
pub fn depth(node: &Node) -> usize {
    match node {
        Node::Text(_) | Node::Html(_) => 0,
        Node::Element(element) => 1 + element.children.iter().map(depth).max().unwrap_or(0),
    }
}

/// How many nodes there are.
pub fn nodes(document: &Document) -> usize {
    document.blocks.iter().map(|block| block.node.count()).sum()
}

/// Text as HTML writes it.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// What both a tree and a drawing are written from.
enum Html {
    Text(String),
    Raw(String),
    /// A block of raw HTML: it stands alone on its lines, without an element.
    RawBlock(Vec<Html>),
    Element {
        name: &'static str,
        attributes: String,
        children: Vec<Html>,
    },
}

fn of_tree(node: &Node) -> Html {
    let element = match node {
        Node::Text(text) => return Html::Text(text.clone()),
        Node::Html(html) => return Html::Raw(html.clone()),
        Node::Element(element) => element,
    };
    let mut children: Vec<Html> = element.children.iter().map(of_tree).collect();
    let (name, attributes) = match &element.tag {
        Tag::HtmlBlock => return Html::RawBlock(children),
        Tag::Link(target) => ("a", address("href", target) + &title(target)),
        Tag::Image(target) => {
            let alternative: String = children.drain(..).map(words).collect();
            let alternative = format!(" alt=\"{}\"", escaped(&alternative));
            (
                "img",
                address("src", target) + &alternative + &title(target),
            )
        }
        Tag::CodeBlock(info) => {
            code_class(info, &mut children);
            ("pre", String::new())
        }
        other => plain(other),
    };
    Html::Element {
        name,
        attributes,
        children,
    }
}

fn plain(tag: &Tag) -> (&'static str, String) {
    const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
    let name = match tag {
        Tag::Heading(level) => HEADINGS[usize::from(*level) - 1],
        Tag::Quote => "blockquote",
        Tag::BulletList => "ul",
        Tag::OrderedList { start: 1 } => "ol",
        Tag::OrderedList { start } => return ("ol", format!(" start=\"{start}\"")),
        Tag::Item => "li",
        Tag::Checkbox(Task::Done) => {
            return (
                "input",
                " type=\"checkbox\" checked=\"\" disabled=\"\"".into(),
            );
        }
        Tag::Checkbox(Task::Open) => return ("input", " type=\"checkbox\" disabled=\"\"".into()),
        Tag::Table => "table",
        Tag::Head => "thead",
        Tag::Body => "tbody",
        Tag::Row => "tr",
        Tag::HeaderCell(align) => return ("th", aligned(*align)),
        Tag::Cell(align) => return ("td", aligned(*align)),
        Tag::Rule => "hr",
        Tag::Strong => "strong",
        Tag::Emphasis => "em",
        Tag::Strikethrough => "del",
        Tag::Code => "code",
        Tag::Break => "br",
        _ => "p",
    };
    (name, String::new())
}

fn aligned(align: Align) -> String {
    match align {
        Align::Start => String::new(),
        align => format!(" align=\"{}\"", align.name()),
    }
}

fn code_class(info: &str, children: &mut [Html]) {
    if let Some(Html::Element { attributes, .. }) = children.first_mut()
        && let Some(language) = info.split_whitespace().next()
    {
        *attributes = format!(" class=\"language-{}\"", escaped(language));
    }
}

/// An address as cmark writes it: `%XX` for what may not stand in one.
fn address(attribute: &str, target: &Target) -> String {
    let encoded: String = target
        .destination
        .bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"!#$%&'()*+,-./:;=?@_~".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect();
    format!(" {attribute}=\"{}\"", escaped(&encoded))
}

fn title(target: &Target) -> String {
    match target.title.as_str() {
        "" => String::new(),
        title => format!(" title=\"{}\"", escaped(title)),
    }
}

/// The words of what is in an image.
fn words(html: Html) -> String {
    match html {
        Html::Text(text) | Html::Raw(text) => text,
        Html::RawBlock(children) => children.into_iter().map(words).collect(),
        Html::Element {
            name: "img",
            attributes,
            ..
        } => {
            let (_, rest) = attributes.split_once("alt=\"").expect("a text");
            rest.split('"').next().expect("a text").to_owned()
        }
        Html::Element { children, .. } => children.into_iter().map(words).collect(),
    }
}

/// The attributes of an element.
type Attributes<'a> = &'a dyn Fn(&drawing::Element<'_>) -> String;

fn draw(document: &Document, attached: &[&str], attributes: Attributes<'_>) -> String {
    let attached: Vec<String> = attached.iter().map(|name| (*name).to_owned()).collect();
    let mut out = String::new();
    for block in &document.blocks {
        let drawn = drawing::draw(block, &attached);
        write(&of_drawing(&drawn, attributes), Raw::Escaped, &mut out);
    }
    out
}

fn of_drawing(element: &drawing::Element<'_>, attributes: Attributes<'_>) -> Html {
    let children = element.children.iter().map(|child| match child {
        drawing::Node::Text(text) => Html::Text(text.to_string()),
        drawing::Node::Element(element) => of_drawing(element, attributes),
    });
    Html::Element {
        name: element.tag.name(),
        attributes: attributes(element),
        children: children.collect(),
    }
}

/// Line breaks stand where CommonMark's own renderer puts them.
fn write(html: &Html, raw: Raw, out: &mut String) {
    match (html, raw) {
        (Html::Raw(html), Raw::AsItIs) => out.push_str(html),
        (Html::Text(text) | Html::Raw(text), _) => out.push_str(&escaped(text)),
        (Html::RawBlock(children), _) => {
            line(out);
            children.iter().for_each(|child| write(child, raw, out));
        }
        (
            Html::Element {
                name,
                attributes,
                children,
            },
            _,
        ) => write_element(name, attributes, children, raw, out),
    }
}

fn write_element(name: &str, attributes: &str, children: &[Html], raw: Raw, out: &mut String) {
    let is_in = |names: &str| names.split(' ').any(|it| it == name);
    let is_block = !is_in("strong em del code a img br input span");
    let is_void = is_in("hr br img input");
    let holds_blocks = is_in("blockquote ul ol table thead tbody tr");
    if is_block {
        line(out);
    }
    out.push_str(&format!("<{name}{attributes}"));
    out.push_str(if is_void { " />" } else { ">" });
    if holds_blocks {
        line(out);
    }
    for child in children {
        write(child, raw, out);
    }
    if holds_blocks || matches!(children.last(), Some(Html::RawBlock(_))) {
        line(out);
    }
    if !is_void {
        out.push_str(&format!("</{name}>"));
    }
    if is_block || name == "br" {
        out.push('\n');
    }
}

fn line(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

fn add_text(element: &drawing::Element<'_>, out: &mut String) {
    out.push(' ');
    for child in &element.children {
        match child {
            drawing::Node::Text(text) => out.push_str(text),
            drawing::Node::Element(element) => add_text(element, out),
        }
    }
    out.push(' ');
}
