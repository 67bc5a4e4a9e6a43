//! Maps the parser's start tags to the elements that they open.

use pulldown_cmark::{
    Alignment as ParserAlignment, CodeBlockKind, CowStr, LinkType, Tag as StartTag,
};

use super::{
    element_stack::ElementStack,
    tree::{Alignment, LinkTarget, Tag},
};

/// Opens the element of a start tag. A list fits if its items fit, a table if its cells fit.
/// `columns` holds the column alignments of the enclosing table.
pub(super) fn open_element(
    stack: &mut ElementStack,
    columns: &mut Vec<Alignment>,
    start: &StartTag<'_>,
) {
    match start {
        StartTag::Paragraph => stack.open(Tag::Paragraph, 1),
        StartTag::HtmlBlock => stack.open(Tag::HtmlBlock, 1),
        StartTag::Heading { level, .. } => stack.open(Tag::Heading(*level as u8), 1),
        StartTag::BlockQuote(_) => stack.open(Tag::BlockQuote, 1),
        StartTag::CodeBlock(kind) => open_code_block(stack, kind),
        StartTag::List(None) => stack.open(Tag::BulletList, 2),
        StartTag::List(Some(start)) => stack.open(Tag::OrderedList { start: *start }, 2),
        StartTag::Item => stack.open(Tag::ListItem, 1),
        StartTag::Table(alignments) => {
            *columns = alignments.iter().copied().map(alignment).collect();
            stack.open(Tag::Table, 4);
        }
        StartTag::TableHead => {
            stack.open(Tag::TableHead, 1);
            stack.open(Tag::TableRow, 1);
        }
        StartTag::TableRow => stack.open(Tag::TableRow, 1),
        StartTag::TableCell => open_cell(stack, columns),
        StartTag::Emphasis => stack.open(Tag::Emphasis, 1),
        StartTag::Strong => stack.open(Tag::Strong, 1),
        StartTag::Strikethrough => stack.open(Tag::Strikethrough, 1),
        StartTag::Link {
            link_type,
            dest_url,
            title,
            ..
        } => stack.open(Tag::Link(link_target(*link_type, dest_url, title)), 1),
        StartTag::Image {
            link_type,
            dest_url,
            title,
            ..
        } => stack.open(Tag::Image(link_target(*link_type, dest_url, title)), 1),
        // Extensions that `new_parser::options` does not enable.
        StartTag::FootnoteDefinition(_)
        | StartTag::DefinitionList
        | StartTag::DefinitionListTitle
        | StartTag::DefinitionListDefinition
        | StartTag::Superscript
        | StartTag::Subscript
        | StartTag::MetadataBlock(_) => {}
    }
}

/// Opens a table's body before the first of its rows.
pub(super) fn open_table_body(stack: &mut ElementStack) {
    let parent = stack.open_elements().last();
    if parent.is_some_and(|element| element.tag == Tag::Table) {
        stack.open(Tag::TableBody, 1);
    }
}

fn open_code_block(stack: &mut ElementStack, kind: &CodeBlockKind<'_>) {
    let info = match kind {
        CodeBlockKind::Fenced(info) => info.to_string(),
        CodeBlockKind::Indented => String::new(),
    };
    stack.open(Tag::CodeBlock(info), 2);
    stack.open(Tag::Code, 1);
}

fn open_cell(stack: &mut ElementStack, columns: &[Alignment]) {
    let [.., section, row] = stack.open_elements() else {
        return;
    };
    let column = columns.get(row.children.len());
    let alignment = column.copied().unwrap_or(Alignment::Start);
    let cell = match section.tag {
        Tag::TableHead => Tag::HeaderCell(alignment),
        _ => Tag::Cell(alignment),
    };
    stack.open(cell, 1);
}

/// Returns the target of a link. An email autolink (`<a@example.com>`) gets the scheme `mailto:`.
fn link_target(kind: LinkType, destination: &CowStr<'_>, title: &CowStr<'_>) -> LinkTarget {
    let scheme = match kind {
        LinkType::Email => "mailto:",
        _ => "",
    };
    LinkTarget {
        destination: [scheme, destination].concat(),
        title: title.to_string(),
    }
}

const fn alignment(alignment: ParserAlignment) -> Alignment {
    match alignment {
        ParserAlignment::None => Alignment::Start,
        ParserAlignment::Left => Alignment::Left,
        ParserAlignment::Center => Alignment::Center,
        ParserAlignment::Right => Alignment::Right,
    }
}
