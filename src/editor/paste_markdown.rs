//! Inserts Markdown at the selection.

use super::{
    change::Change,
    heading_command::heading_prefix_len,
    inline_code::is_in_code,
    line::{Line, ListKind},
    line_context::{continuation_at, markers_end},
    paste_in_cell::{paste_markdown_in_cell, paste_text_in_cell},
    selection::Selection,
    setext_heading::SetextHeading,
};
use crate::markdown::outline::{LeafKind, Outline};

/// Replaces the selection with Markdown and places the caret after it. Blocks are separated from
/// the surrounding text by blank lines, and stay within the list item and the quote at the
/// selection. A list pasted into an empty item takes its place, and so does a block pasted into an
/// empty heading, except a paragraph of one line. A heading keeps its underline, and a cell of a table
/// gets a single line.
#[must_use]
pub fn paste_markdown(markdown: &str, selection: &Selection) -> Change {
    if let Some(change) = paste_markdown_in_cell(markdown, selection) {
        return change;
    }
    let range = selection.range();
    let line = Line::containing(selection.text(), range.start);
    if !is_block(markdown) {
        return insert(range, markdown.to_owned(), "");
    }
    let before = &line.text[..range.start - line.start];
    let markers_end = markers_end(line.text);
    let has_only_markers =
        markers_end > line.indent_end && before.get(markers_end..).is_some_and(is_blank);
    let is_empty_item = line.item.is_some()
        && markers_end == line.content_start
        && has_only_markers
        && is_blank(rest_of_line(selection));
    if is_empty_item && Line::parse(0, markdown).item.is_some() {
        let start = line.start + line.indent_end;
        let prefix = &line.text[..line.indent_end];
        let markdown = with_prefix(markdown, prefix);
        let mut below = Line::containing(selection.text(), range.end).following(selection.text());
        let break_below = match below.next() {
            Some(item) if item.item.is_some() => String::new(),
            _ => line_break_below(selection, prefix),
        };
        return insert(start..range.end, markdown, &break_below);
    }
    let prefix = continuation_before(selection, &line);
    if let Some(heading) = SetextHeading::around(selection)
        && let Some(change) = paste_at_heading(markdown, selection, &heading, &prefix)
    {
        return change;
    }
    let heading = heading_prefix_len(&line).map(|length| line.content_start + length);
    let is_after = |heading: usize| before.get(heading..).is_some_and(is_blank);
    let is_empty_heading = heading.is_some_and(is_after)
        && before.ends_with([' ', '\t'])
        && is_blank(rest_of_line(selection));
    if is_empty_heading {
        let is_title = starts_with_title(markdown);
        let start = match is_title {
            true => range.start,
            false => line.start + line.content_start,
        };
        let markdown = with_prefix(markdown, &prefix);
        return insert(
            start..range.end,
            markdown,
            &line_break_below(selection, &prefix),
        );
    }
    let above = match has_only_markers && !is_quote_line(&line, markers_end) {
        // A checkbox is followed by text or a table.
        true if line.item == Some(ListKind::Task) && !starts_with_text(markdown) => {
            format!("\n{prefix}")
        }
        true => String::new(),
        false => line_break_above(selection, &line, &prefix),
    };
    let markdown = above + &with_prefix(markdown, &prefix);
    insert(range, markdown, &line_break_below(selection, &prefix))
}

/// Inserts lines of text into a list item or a quote, and keeps them within it, or into a cell of a
/// table. Returns `None` for a single line and in other text: the browser inserts those.
#[must_use]
pub fn paste_lines(text: &str, selection: &Selection) -> Option<Change> {
    if let Some(change) = paste_text_in_cell(text, selection) {
        return Some(change);
    }
    let line = Line::containing(selection.text(), selection.range().start);
    let prefix = Some(continuation_before(selection, &line)).filter(|prefix| !prefix.is_empty())?;
    let is_item = Line::parse(0, text).item.is_some();
    let is_empty_item = line.item.is_some() && is_blank(line.content()) && !is_in_code(selection);
    text.contains('\n').then(|| match is_item && is_empty_item {
        true => paste_markdown(text, selection),
        false => insert(selection.range(), with_prefix(text, &prefix), ""),
    })
}

/// Pastes blocks into a setext heading. The text before the selection keeps the underline, the
/// text after it becomes a paragraph. `None` before the first word of the heading.
fn paste_at_heading(
    markdown: &str,
    selection: &Selection,
    heading: &SetextHeading,
    prefix: &str,
) -> Option<Change> {
    let (text, range) = (selection.text(), selection.range());
    let underline = &heading.underline;
    let rest = text.get(range.end..underline.start).unwrap_or_default();
    let rest = rest.trim();
    let end = underline.end();
    let after = Selection::new(text, end..end);
    let markdown = with_prefix(markdown, prefix);
    if is_blank(&text[heading.start..range.start]) {
        let below = line_break_below(&after, prefix);
        return is_blank(rest).then(|| insert(range.start..end, markdown, &below));
    }
    let blank = prefix.trim_end();
    let above = format!("\n{}\n{blank}\n{prefix}", underline.text);
    let below = match is_blank(rest) {
        true => line_break_below(&after, prefix),
        false => format!("\n{blank}\n{prefix}{rest}"),
    };
    let start = range.start.min(underline.start.saturating_sub(1));
    Some(insert(start..end, above + &markdown, &below))
}

/// Returns a change that inserts Markdown and, after the caret, `below`.
fn insert(range: std::ops::Range<usize>, markdown: String, below: &str) -> Change {
    let caret = range.start + markdown.len();
    Change {
        range,
        insert: markdown + below,
        selection: caret..caret,
    }
}

fn is_block(markdown: &str) -> bool {
    let line = Line::parse(0, markdown);
    markdown.contains('\n') || line.content_start > 0 || line.content().starts_with('#')
}

/// Returns `true` if Markdown starts with a paragraph or a table.
fn starts_with_text(markdown: &str) -> bool {
    let outline = Outline::parse(markdown, 0..markdown.len());
    outline.leaves.first().is_some_and(|leaf| match leaf.kind {
        LeafKind::Paragraph => leaf.containers.is_empty(),
        kind => kind == LeafKind::Cell,
    })
}

/// Returns `true` if Markdown starts with a paragraph of one line.
fn starts_with_title(markdown: &str) -> bool {
    let outline = Outline::parse(markdown, 0..markdown.len());
    outline.leaves.first().is_some_and(|leaf| {
        let source = &markdown[leaf.source.clone()];
        leaf.kind == LeafKind::Paragraph
            && leaf.containers.is_empty()
            && !source.trim_end().contains('\n')
    })
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// Returns `true` if a line has only quote markers: it may continue a paragraph above it.
fn is_quote_line(line: &Line, markers_end: usize) -> bool {
    line.item.is_none() && markers_end == line.content_start
}

/// Puts a prefix before each line but the first.
fn with_prefix(markdown: &str, prefix: &str) -> String {
    if prefix.is_empty() {
        return markdown.to_owned();
    }
    let mut lines = markdown.split('\n').peekable();
    let mut prefixed = lines.next().unwrap_or_default().to_owned();
    while let Some(line) = lines.next() {
        // The caret ends up on the last line.
        let is_blank = line.is_empty() && lines.peek().is_some();
        let prefix = if is_blank { prefix.trim_end() } else { prefix };
        prefixed.extend(["\n", prefix, line]);
    }
    prefixed
}

/// Returns the start of a line that continues the list item and the quote at the selection. If the
/// selection starts before the markers of its line, it is outside of that item and quote.
fn continuation_before(selection: &Selection, line: &Line) -> String {
    let (before, after) = line.text.split_at(selection.range().start - line.start);
    let markers = markers_end(line.text).checked_sub(before.len());
    let has_markers_after = markers.is_some_and(|end| !is_blank(&after[..end]));
    match has_markers_after && before.trim_matches(['>', ' ', '\t']).is_empty() {
        true => before.to_owned(),
        false => continuation_at(selection),
    }
}

fn rest_of_line<'a>(selection: &Selection<'a>) -> &'a str {
    let after = &selection.text()[selection.range().end..];
    after.split('\n').next().unwrap_or_default()
}

/// Returns the line breaks that are missing for a blank line above pasted blocks.
fn line_break_above(selection: &Selection, line: &Line, prefix: &str) -> String {
    let caret = selection.range().start;
    let content_start = markers_end(line.text).min(caret - line.start);
    let before = &line.text[content_start..caret - line.start];
    let blank = prefix.trim_end();
    if !before.is_empty() && (prefix.is_empty() || !before.trim().is_empty()) {
        return format!("\n{blank}\n{prefix}");
    }
    match line.preceding(selection.text()).next() {
        Some(above) if !above.is_blank() => format!("\n{prefix}"),
        _ => String::new(),
    }
}

/// Returns the line breaks that are missing for a blank line below pasted blocks. In a list or a
/// quote, an item or another block that follows needs none.
fn line_break_below(selection: &Selection, prefix: &str) -> String {
    let blank = prefix.trim_end();
    let rest = rest_of_line(selection);
    let end = selection.range().end;
    let is_last_line = end + rest.len() == selection.text().len();
    if !rest.is_empty() && (prefix.is_empty() || !rest.trim().is_empty()) {
        return format!("\n{blank}\n{prefix}");
    }
    let below = Line::containing(selection.text(), end)
        .following(selection.text())
        .next();
    match below {
        Some(below) if !is_last_line && !below.is_blank() => {
            let continues = prefix.is_empty() || below.item.is_none();
            if continues {
                format!("\n{blank}")
            } else {
                String::new()
            }
        }
        _ => String::new(),
    }
}
