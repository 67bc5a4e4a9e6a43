//! Which elements the parser's tags open.

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, LinkType, Tag as Start};

use super::{Align, Tag, Target, stack::Stack};

/// Opens what starts. A list has room if its items have, a table if its cells have. `columns` is
/// how those of the table around here are aligned.
pub(super) fn open(stack: &mut Stack, columns: &mut Vec<Align>, start: &Start<'_>) {
    match start {
        Start::Paragraph => stack.open(Tag::Paragraph, 1),
        Start::HtmlBlock => stack.open(Tag::HtmlBlock, 1),
        Start::Heading { level, .. } => stack.open(Tag::Heading(*level as u8), 1),
        Start::BlockQuote(_) => stack.open(Tag::Quote, 1),
        Start::CodeBlock(kind) => open_code(stack, kind),
        Start::List(None) => stack.open(Tag::BulletList, 2),
        Start::List(Some(start)) => stack.open(Tag::OrderedList { start: *start }, 2),
        Start::Item => stack.open(Tag::Item, 1),
        Start::Table(alignments) => {
            *columns = alignments.iter().copied().map(align).collect();
            stack.open(Tag::Table, 4);
        }
        Start::TableHead => {
            stack.open(Tag::Head, 1);
            stack.open(Tag::Row, 1);
        }
        Start::TableRow => stack.open(Tag::Row, 1),
        Start::TableCell => open_cell(stack, columns),
        Start::Emphasis => stack.open(Tag::Emphasis, 1),
        Start::Strong => stack.open(Tag::Strong, 1),
        Start::Strikethrough => stack.open(Tag::Strikethrough, 1),
        Start::Link {
            link_type,
            dest_url,
            title,
            ..
        } => stack.open(Tag::Link(target(*link_type, dest_url, title)), 1),
        Start::Image {
            link_type,
            dest_url,
            title,
            ..
        } => stack.open(Tag::Image(target(*link_type, dest_url, title)), 1),
        // Off, see `options`.
        Start::FootnoteDefinition(_)
        | Start::DefinitionList
        | Start::DefinitionListTitle
        | Start::DefinitionListDefinition
        | Start::Superscript
        | Start::Subscript
        | Start::MetadataBlock(_) => {}
    }
}

/// Opens a table's body before the first of its rows.
pub(super) fn open_body(stack: &mut Stack) {
    let around = stack.open_elements().last();
    if around.is_some_and(|element| element.tag == Tag::Table) {
        stack.open(Tag::Body, 1);
    }
}

fn open_code(stack: &mut Stack, kind: &CodeBlockKind<'_>) {
    let info = match kind {
        CodeBlockKind::Fenced(info) => info.to_string(),
        CodeBlockKind::Indented => String::new(),
    };
    stack.open(Tag::CodeBlock(info), 2);
    stack.open(Tag::Code, 1);
}

fn open_cell(stack: &mut Stack, columns: &[Align]) {
    let [.., section, row] = stack.open_elements() else {
        return;
    };
    let column = columns.get(row.children.len());
    let align = column.copied().unwrap_or(Align::Start);
    let cell = match section.tag {
        Tag::Head => Tag::HeaderCell(align),
        _ => Tag::Cell(align),
    };
    stack.open(cell, 1);
}

/// An address of e-mail in angle brackets is written without its scheme.
fn target(kind: LinkType, destination: &CowStr<'_>, title: &CowStr<'_>) -> Target {
    let scheme = match kind {
        LinkType::Email => "mailto:",
        _ => "",
    };
    Target {
        destination: [scheme, destination].concat(),
        title: title.to_string(),
    }
}

const fn align(alignment: Alignment) -> Align {
    match alignment {
        Alignment::None => Align::Start,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}
