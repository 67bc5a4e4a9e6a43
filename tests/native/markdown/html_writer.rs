//! Writes documents and rendered elements as HTML. Only the tests need HTML: the crate never builds
//! an HTML string.

use open_ticket::markdown::{self, Alignment, Document, LinkTarget, Node, Tag, TaskState, render};
use open_ticket::rules::{LineBreaks, Markdown};

/// Output of raw HTML.
#[derive(Clone, Copy)]
pub enum RawHtml {
    /// As HTML, as in the specifications.
    Verbatim,
    /// As text.
    Escaped,
}

/// Parses text with every extension allowed.
pub fn parse(text: &str) -> Document {
    markdown::parse(text, Markdown::default())
}

/// Writes a document in the format of the specifications' examples.
pub fn reference_html(document: &Document, raw_html: RawHtml) -> String {
    let blocks = document
        .blocks
        .iter()
        .map(|block| html_of_node(&block.node));
    let blocks: Vec<Html> = blocks.collect();
    let mut out = String::new();
    for block in &blocks {
        write(block, raw_html, &mut out);
    }
    end_line(&mut out);
    out
}

/// Renders text, with all attributes.
pub fn full_html(text: &str) -> String {
    full_html_with_files(text, &[])
}

/// Renders text with attached files of these names, with all attributes.
pub fn full_html_with_files(text: &str, attached_files: &[&str]) -> String {
    let attributes = |element: &render::Element<'_>| {
        let pairs = element.attributes().into_iter();
        pairs
            .map(|(name, value)| format!(" {name}=\"{}\"", escape_html(&value)))
            .collect()
    };
    render_document(&parse(text), attached_files, LineBreaks::Soft, &attributes)
}

/// Renders text as CommonMark does, without the attributes that are always the same.
pub fn rendered(text: &str) -> String {
    rendered_with_breaks(text, LineBreaks::Soft)
}

/// Renders text, without the attributes that are always the same.
pub fn rendered_with_breaks(text: &str, line_breaks: LineBreaks) -> String {
    let attributes = |element: &render::Element<'_>| match &element.tag {
        render::Tag::Link(link) => format!(" href=\"{}\"", escape_html(link.as_str())),
        render::Tag::OrderedList { start } if *start != 1 => format!(" start=\"{start}\""),
        render::Tag::AttachedFile => format!(" class=\"{}\"", render::ATTACHED_FILE_CLASS),
        _ => String::new(),
    };
    render_document(&parse(text), &[], line_breaks, &attributes)
        .trim_end()
        .to_owned()
}

/// Returns all rendered text, with a space at the start and end of each element.
pub fn rendered_text(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        add_text(&render::render_block(block, &[]), &mut out);
    }
    out
}

/// Returns every piece of raw HTML in a document.
pub fn raw_html_pieces(document: &Document) -> Vec<String> {
    fn find(node: &Node, found: &mut Vec<String>) {
        match node {
            Node::Text(_) => {}
            Node::RawHtml(html) => found.push(html.clone()),
            Node::Element(element) => element.children.iter().for_each(|child| find(child, found)),
        }
    }
    let mut found = Vec::new();
    for block in &document.blocks {
        find(&block.node, &mut found);
    }
    found
}

/// Returns the nesting depth of elements.
pub fn depth(node: &Node) -> usize {
    match node {
        Node::Text(_) | Node::RawHtml(_) => 0,
        Node::Element(element) => 1 + element.children.iter().map(depth).max().unwrap_or(0),
    }
}

/// Returns the number of nodes in a document.
pub fn node_count(document: &Document) -> usize {
    document.blocks.iter().map(|block| block.node.count()).sum()
}

/// Escapes text for HTML.
pub fn escape_html(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// An HTML tree, made from a document or from rendered elements.
enum Html {
    Text(String),
    Raw(String),
    /// A block of raw HTML on separate lines, without an element.
    RawBlock(Vec<Html>),
    Element {
        name: &'static str,
        attributes: String,
        children: Vec<Html>,
    },
}

fn html_of_node(node: &Node) -> Html {
    let element = match node {
        Node::Text(text) => return Html::Text(text.clone()),
        Node::RawHtml(html) => return Html::Raw(html.clone()),
        Node::Element(element) => element,
    };
    let mut children: Vec<Html> = element.children.iter().map(html_of_node).collect();
    let (name, attributes) = match &element.tag {
        Tag::HtmlBlock => return Html::RawBlock(children),
        Tag::Link(target) => (
            "a",
            url_attribute("href", target) + &title_attribute(target),
        ),
        Tag::Image(target) => {
            let alternative: String = children.drain(..).map(text_of).collect();
            let alternative = format!(" alt=\"{}\"", escape_html(&alternative));
            let src = url_attribute("src", target);
            ("img", src + &alternative + &title_attribute(target))
        }
        Tag::CodeBlock(info) => {
            add_language_class(info, &mut children);
            ("pre", String::new())
        }
        other => name_and_attributes(other),
    };
    Html::Element {
        name,
        attributes,
        children,
    }
}

fn name_and_attributes(tag: &Tag) -> (&'static str, String) {
    const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
    let name = match tag {
        Tag::Heading(level) => HEADINGS[usize::from(*level) - 1],
        Tag::BlockQuote => "blockquote",
        Tag::BulletList => "ul",
        Tag::OrderedList { start: 1 } => "ol",
        Tag::OrderedList { start } => return ("ol", format!(" start=\"{start}\"")),
        Tag::ListItem => "li",
        Tag::Checkbox(TaskState::Done) => {
            return (
                "input",
                " type=\"checkbox\" checked=\"\" disabled=\"\"".into(),
            );
        }
        Tag::Checkbox(TaskState::Open) => {
            return ("input", " type=\"checkbox\" disabled=\"\"".into());
        }
        Tag::Table => "table",
        Tag::TableHead => "thead",
        Tag::TableBody => "tbody",
        Tag::TableRow => "tr",
        Tag::HeaderCell(alignment) => return ("th", align_attribute(*alignment)),
        Tag::Cell(alignment) => return ("td", align_attribute(*alignment)),
        Tag::ThematicBreak => "hr",
        Tag::Strong => "strong",
        Tag::Emphasis => "em",
        Tag::Strikethrough => "del",
        Tag::Code => "code",
        Tag::HardBreak => "br",
        _ => "p",
    };
    (name, String::new())
}

fn align_attribute(alignment: Alignment) -> String {
    match alignment {
        Alignment::Start => String::new(),
        alignment => format!(" align=\"{}\"", alignment.css_value()),
    }
}

fn add_language_class(info: &str, children: &mut [Html]) {
    if let Some(Html::Element { attributes, .. }) = children.first_mut()
        && let Some(language) = info.split_whitespace().next()
    {
        *attributes = format!(" class=\"language-{}\"", escape_html(language));
    }
}

/// Returns a URL attribute, percent-encoded as cmark writes it.
fn url_attribute(attribute: &str, target: &LinkTarget) -> String {
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
    format!(" {attribute}=\"{}\"", escape_html(&encoded))
}

fn title_attribute(target: &LinkTarget) -> String {
    match target.title.as_str() {
        "" => String::new(),
        title => format!(" title=\"{}\"", escape_html(title)),
    }
}

/// Returns the text of an image's content.
fn text_of(html: Html) -> String {
    match html {
        Html::Text(text) | Html::Raw(text) => text,
        Html::RawBlock(children) => children.into_iter().map(text_of).collect(),
        Html::Element {
            name: "img",
            attributes,
            ..
        } => {
            let (_, rest) = attributes.split_once("alt=\"").expect("text");
            rest.split('"').next().expect("text").to_owned()
        }
        Html::Element { children, .. } => children.into_iter().map(text_of).collect(),
    }
}

/// Writes the attributes of an element.
type WriteAttributes<'a> = &'a dyn Fn(&render::Element<'_>) -> String;

fn render_document(
    document: &Document,
    attached_files: &[&str],
    line_breaks: LineBreaks,
    attributes: WriteAttributes<'_>,
) -> String {
    let names = attached_files.iter().map(|name| (*name).to_owned());
    let attached_files: Vec<String> = names.collect();
    let options = render::RenderOptions {
        attached_files: &attached_files,
        line_breaks,
    };
    let mut out = String::new();
    for block in &document.blocks {
        let element = options.render_block(block);
        let html = html_of_rendered(&element, attributes);
        write(&html, RawHtml::Escaped, &mut out);
    }
    out
}

fn html_of_rendered(element: &render::Element<'_>, attributes: WriteAttributes<'_>) -> Html {
    let children = element.children.iter().map(|child| match child {
        render::Node::Text(text) => Html::Text(text.to_string()),
        render::Node::Element(element) => html_of_rendered(element, attributes),
    });
    Html::Element {
        name: element.tag.name(),
        attributes: attributes(element),
        children: children.collect(),
    }
}

/// Writes HTML with line breaks where CommonMark's reference renderer has them.
fn write(html: &Html, raw_html: RawHtml, out: &mut String) {
    match (html, raw_html) {
        (Html::Raw(html), RawHtml::Verbatim) => out.push_str(html),
        (Html::Text(text) | Html::Raw(text), _) => out.push_str(&escape_html(text)),
        (Html::RawBlock(children), _) => {
            end_line(out);
            children
                .iter()
                .for_each(|child| write(child, raw_html, out));
        }
        (
            Html::Element {
                name,
                attributes,
                children,
            },
            _,
        ) => write_element(name, attributes, children, raw_html, out),
    }
}

fn write_element(
    name: &str,
    attributes: &str,
    children: &[Html],
    raw_html: RawHtml,
    out: &mut String,
) {
    let is_in = |names: &str| names.split(' ').any(|listed| listed == name);
    let is_block = !is_in("strong em del code a img br input span");
    let is_void = is_in("hr br img input");
    let contains_blocks = is_in("blockquote ul ol table thead tbody tr");
    if is_block {
        end_line(out);
    }
    out.push_str(&format!("<{name}{attributes}"));
    out.push_str(if is_void { " />" } else { ">" });
    if contains_blocks {
        end_line(out);
    }
    for child in children {
        write(child, raw_html, out);
    }
    if contains_blocks || matches!(children.last(), Some(Html::RawBlock(_))) {
        end_line(out);
    }
    if !is_void {
        out.push_str(&format!("</{name}>"));
    }
    if is_block || name == "br" {
        out.push('\n');
    }
}

fn end_line(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

fn add_text(element: &render::Element<'_>, out: &mut String) {
    out.push(' ');
    for child in &element.children {
        match child {
            render::Node::Text(text) => out.push_str(text),
            render::Node::Element(element) => add_text(element, out),
        }
    }
    out.push(' ');
}
