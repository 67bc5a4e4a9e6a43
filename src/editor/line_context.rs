//! The parsed Markdown of each line.

use std::ops::Range;

use super::{
    line::{Line, leading_white_space},
    parsed_text,
    selection::Selection,
};
use crate::markdown::outline::{Container, Item, LeafKind, Outline};

/// A letter, as it would be typed on a line.
pub(super) const PROBE_LETTER: &str = "x";

/// Parsed context of a line with content.
#[derive(Clone, Debug)]
pub(super) struct LineContext {
    /// The blocks around it, the outermost first.
    pub(super) containers: Vec<Container>,
    /// Kind of the block that contains the content.
    pub(super) kind: LeafKind,
    /// `true` on the first line of that block.
    is_first: bool,
    /// The innermost list item that starts on the line.
    pub(super) item: Option<Item>,
}

impl LineContext {
    /// Returns the number of quotes around the line.
    pub(super) fn quote_depth(&self) -> usize {
        let containers = self.containers.iter();
        containers
            .filter(|container| matches!(container, Container::Quote(_)))
            .count()
    }

    /// Returns `true` if both lines have the same blocks around them.
    pub(super) fn has_same_containers(&self, other: &Self) -> bool {
        self.containers.len() == other.containers.len() && self.is_within(other)
    }

    /// Returns `true` if the blocks around the line are the outer ones of those around another.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        let pairs = self.containers.iter().zip(&other.containers);
        pairs.into_iter().all(|(a, b)| a.is_same_kind(*b))
    }

    /// Returns `true` if both lines are parsed in the same way.
    fn is_same(&self, other: &Self) -> bool {
        self.has_same_kind(other) && self.has_same_containers(other)
    }

    /// Returns `true` if both lines are in blocks of the same kind. A command may split or join
    /// paragraphs, but no other blocks.
    pub(super) fn has_same_kind(&self, other: &Self) -> bool {
        let is_paragraph = self.kind == LeafKind::Paragraph;
        self.kind == other.kind && (is_paragraph || self.is_first == other.is_first)
    }
}

/// Returns the contexts of lines; `None` for a line without content.
pub(super) fn contexts(lines: &[String]) -> Vec<Option<LineContext>> {
    let text = lines.join("\n");
    let outline = Outline::parse(&text, 0..text.len());
    let line_breaks = text.match_indices('\n').map(|(offset, _)| offset + 1);
    let starts: Vec<usize> = std::iter::once(0).chain(line_breaks).collect();
    let line_at = |offset: usize| {
        starts
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    };
    let mut items = vec![None; lines.len()];
    outline
        .items
        .iter()
        .for_each(|item| items[line_at(item.start)] = Some(*item));
    let mut contexts: Vec<Option<LineContext>> = vec![None; lines.len()];
    for leaf in &outline.leaves {
        let last = line_at(leaf.source.end.saturating_sub(1).max(leaf.source.start));
        let first = line_at(leaf.source.start);
        for line in first..=last {
            let is_blank = Line::parse(0, &lines[line]).is_blank();
            if contexts[line].is_none() && !is_blank {
                contexts[line] = Some(LineContext {
                    containers: leaf.containers.clone(),
                    kind: leaf.kind,
                    is_first: line == first,
                    item: items[line],
                });
            }
        }
    }
    contexts
}

/// Returns `true` if lines are parsed in the same way. Blank lines are ignored.
pub(super) fn are_same(old: &[Option<LineContext>], new: &[Option<LineContext>]) -> bool {
    let (old, new) = (old.iter().flatten(), new.iter().flatten());
    old.clone().count() == new.clone().count() && old.zip(new).all(|(old, new)| old.is_same(new))
}

/// The lines around a selection.
pub(super) struct ContextLines {
    /// Range of the lines in the text.
    pub(super) range: Range<usize>,
    /// The lines.
    pub(super) lines: Vec<String>,
}

impl ContextLines {
    /// Returns the lines that a command reads.
    pub(super) fn of(selection: &Selection) -> Self {
        let range = parsed_text::context(selection);
        let lines = split(&selection.text()[range.clone()]);
        Self { range, lines }
    }

    /// Returns the number of the line that contains `offset`.
    pub(super) fn line_at(&self, text: &str, offset: usize) -> usize {
        text[self.range.start..offset].matches('\n').count()
    }

    /// Returns the same lines of the text after a change.
    pub(super) fn after(&self, text: &str, new_text: &str) -> Vec<String> {
        split(&new_text[self.range.start..new_text.len() - (text.len() - self.range.end)])
    }
}

fn split(text: &str) -> Vec<String> {
    text.split('\n').map(str::to_owned).collect()
}

/// Adds a letter to a line without content, as typing would.
pub(super) fn type_letter(line: &mut String) {
    if !line[markers_end(line)..].trim().is_empty() {
        return;
    }
    let needs_space = line.ends_with(|c: char| !" \t".contains(c)) && !line.is_empty();
    line.push_str(if needs_space { " " } else { "" });
    line.push_str(PROBE_LETTER);
}

/// Returns the end of all markers of a line: `- > ` is a quote in an item.
pub(super) fn markers_end(line: &str) -> usize {
    let mut end = 0;
    loop {
        let inner = Line::parse(0, &line[end..]);
        if inner.item.is_none() && inner.quote_depth == 0 {
            return end + inner.content_start;
        }
        end += inner.content_start;
    }
}

/// Returns the start of a line that continues the innermost of the containers: the continuation of the
/// innermost list item, and `> ` for each quote within the item.
pub(super) fn continuation(lines: &[String], containers: &[Container]) -> String {
    let mut prefix = String::new();
    for container in containers {
        match *container {
            Container::Quote(_) => prefix.push_str("> "),
            Container::Item(start) => prefix = item_continuation(&lines.join("\n"), start),
            Container::BulletList(_) | Container::OrderedList(_) | Container::Table(_) => {}
        }
    }
    prefix
}

/// Returns the start of a line that continues the list item and the quote of the selected line.
pub(super) fn continuation_at(selection: &Selection) -> String {
    let context_lines = ContextLines::of(selection);
    let line = context_lines.line_at(selection.text(), selection.range().start);
    let mut lines = context_lines.lines;
    type_letter(&mut lines[line]);
    let context = contexts(&lines).swap_remove(line);
    let containers = context
        .as_ref()
        .map_or(&[][..], |context: &LineContext| &context.containers);
    continuation(&lines, containers)
}

/// Returns the start of a line that continues the item at `start`: the markers of the item's line, with
/// white space of the same width in place of list markers.
fn item_continuation(text: &str, start: usize) -> String {
    let line = Line::containing(text, start);
    let item = start - line.start + leading_white_space(&text[start..line.end()]);
    let marker = line.text[item..].find([' ', '\t']);
    let marker_end = marker.map_or(line.text.len(), |length| item + length);
    let gap_end = marker_end + leading_white_space(&line.text[marker_end..]);
    let gap = width(&line.text[..gap_end]) - width(&line.text[..marker_end]);
    // Any further white space is a part of the content.
    let is_gap = (1..5).contains(&gap) && gap_end < line.text.len();
    let mut prefix = String::new();
    let mut markers = line.text[..marker_end].chars().peekable();
    while let Some(c) = markers.next() {
        prefix.push(if ">\t".contains(c) { c } else { ' ' });
        // A space after `>` belongs to the marker.
        let is_quote_of_item = c == '>' && !markers.peek().is_some_and(|c| "> \t".contains(*c));
        prefix.push_str(if is_quote_of_item { " " } else { "" });
    }
    prefix + &" ".repeat(if is_gap { gap } else { 1 })
}

/// Returns the width of a line's markers in columns, with tab stops of four.
fn width(markers: &str) -> usize {
    let add = |column, c| match c {
        '\t' => column / 4 * 4 + 4,
        _ => column + 1,
    };
    markers.chars().fold(0, add)
}
