//! A line of Markdown and its markers: quotes, indentation, list item.

use std::ops::Range;

use super::selection::Selection;

/// A line without its line break. Its parts, in order: quote markers, indentation, list marker,
/// content. All offsets are in bytes from the start of the line, except `start`.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    /// Start of the line in the text.
    pub(super) start: usize,
    /// Text of the line.
    pub(super) text: &'a str,
    /// Number of nested quotes.
    pub(super) quote_depth: usize,
    /// Start of the innermost quote marker.
    pub(super) innermost_quote: usize,
    /// End of the quote markers.
    pub(super) quote_end: usize,
    /// End of the indentation after the quote markers.
    pub(super) indent_end: usize,
    /// Kind of the list item that starts on the line, if any.
    pub(super) item: Option<ListKind>,
    /// Start of the content.
    pub(super) content_start: usize,
}

/// Kind of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListKind {
    Bullet,
    /// A numbered list, with the number of the item.
    Numbered(u32),
    Task,
}

impl<'a> Line<'a> {
    /// Returns the line that contains `offset`.
    pub(super) fn containing(text: &'a str, offset: usize) -> Self {
        let start = text[..offset].rfind('\n').map_or(0, |end| end + 1);
        let rest = &text[start..];
        let end = rest.find('\n').unwrap_or(rest.len());
        Self::parse(start, &rest[..end])
    }

    /// Returns the selected lines. A selection that ends at the start of a line does not include
    /// that line.
    pub(super) fn selected(selection: &Selection<'a>) -> Vec<Self> {
        let (text, range) = (selection.text(), selection.range());
        let first = Self::containing(text, range.start);
        let rest = text[first.start..].split('\n');
        let lines = rest.scan(first.start, |start, line_text| {
            let line = Self::parse(*start, line_text);
            *start += line_text.len() + 1;
            Some(line)
        });
        lines
            .take_while(|line| line.start == first.start || line.start < range.end)
            .collect()
    }

    /// Returns all lines after this one.
    pub(super) fn following(self, text: &'a str) -> impl Iterator<Item = Self> {
        let next = move |line: &Self| {
            let start = line.end() + 1;
            (start <= text.len()).then(|| Self::containing(text, start))
        };
        std::iter::successors(next(&self), next)
    }

    /// Returns all lines before this one, the nearest first.
    pub(super) fn preceding(self, text: &'a str) -> impl Iterator<Item = Self> {
        let previous = |line: &Self| Some(Self::containing(text, line.start.checked_sub(1)?));
        std::iter::successors(previous(&self), previous)
    }

    /// Returns the end of the line in the text.
    pub(super) const fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Returns the content after the markers.
    pub(super) fn content(&self) -> &'a str {
        &self.text[self.content_start..]
    }

    /// Returns `true` if the line contains nothing but quote markers and white space.
    pub(super) const fn is_blank(&self) -> bool {
        self.indent_end == self.text.len()
    }

    /// Returns the width of the indentation within the quotes, in bytes.
    pub(super) const fn indent_width(&self) -> usize {
        self.indent_end - self.quote_end
    }

    /// Converts a range of the line to a range of the text.
    pub(super) const fn range_in_text(&self, start: usize, end: usize) -> Range<usize> {
        self.start + start..self.start + end
    }

    /// Parses a line that starts at `start` in the text.
    pub(super) fn parse(start: usize, text: &'a str) -> Self {
        let (quote_depth, innermost_quote, quote_end) = parse_quotes(text);
        let indent_end = quote_end + leading_white_space(&text[quote_end..]);
        let (item, marker_len) = parse_item(&text[indent_end..]).unzip();
        Self {
            start,
            text,
            quote_depth,
            innermost_quote,
            quote_end,
            indent_end,
            item,
            content_start: indent_end + marker_len.unwrap_or(0),
        }
    }
}

impl ListKind {
    /// Returns `true` if items of both kinds belong to the same list.
    pub(super) const fn is_same_kind(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Bullet, Self::Bullet)
                | (Self::Task, Self::Task)
                | (Self::Numbered(_), Self::Numbered(_))
        )
    }
}

/// Returns the number of lines in the text. A final line break does not start another line.
#[must_use]
pub fn line_count(text: &str) -> usize {
    text.lines().count()
}

/// Returns the number of leading spaces and tabs.
pub(super) fn leading_white_space(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
}

/// Returns the quote depth, the start of the innermost quote marker, and the end of all of them.
fn parse_quotes(text: &str) -> (usize, usize, usize) {
    let (mut depth, mut innermost, mut end) = (0, 0, 0);
    loop {
        let marker = end + leading_white_space(&text[end..]);
        let Some(rest) = text[marker..].strip_prefix('>') else {
            return (depth, innermost, end);
        };
        depth += 1;
        innermost = marker;
        end = marker + 1 + usize::from(rest.starts_with(' '));
    }
}

/// Returns the kind of a list item and the length of its marker, with the white space after it.
fn parse_item(text: &str) -> Option<(ListKind, usize)> {
    if is_thematic_break(text) {
        return None;
    }
    let (kind, marker) = bullet_marker(text).or_else(|| number_marker(text))?;
    let gap = leading_white_space(&text[marker..]);
    (gap > 0 || marker == text.len()).then_some(())?;
    let end = marker + gap;
    match checkbox_len(&text[end..]) {
        Some(length) if kind == ListKind::Bullet => Some((ListKind::Task, end + length)),
        _ => Some((kind, end)),
    }
}

fn bullet_marker(text: &str) -> Option<(ListKind, usize)> {
    text.starts_with(['-', '*', '+'])
        .then_some((ListKind::Bullet, 1))
}

/// Parses up to nine digits and a delimiter, as
/// [CommonMark](https://spec.commonmark.org/0.31.2/#ordered-list-marker) defines them.
fn number_marker(text: &str) -> Option<(ListKind, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text.get(..digits.min(10))?.parse().ok()?;
    let is_valid = digits < 10 && text[digits..].starts_with(['.', ')']);
    is_valid.then_some((ListKind::Numbered(number), digits + 1))
}

/// Returns the length of `[ ] ` or `[x] `, in bytes.
fn checkbox_len(text: &str) -> Option<usize> {
    let checkboxes = ["[ ]", "[x]", "[X]"];
    let rest = checkboxes
        .iter()
        .find_map(|checkbox| text.strip_prefix(checkbox))?;
    let gap = leading_white_space(rest);
    (gap > 0 || rest.is_empty()).then_some(3 + gap)
}

/// Returns `true` for a thematic break such as `* * *`, which is not a list item.
fn is_thematic_break(text: &str) -> bool {
    let mut symbols = text.chars().filter(|c| !c.is_ascii_whitespace());
    let first = symbols.next();
    let all_same =
        first.is_some_and(|c| "*-".contains(c)) && symbols.clone().all(|c| Some(c) == first);
    all_same && symbols.count() >= 2
}
