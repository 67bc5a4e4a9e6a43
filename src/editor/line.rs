//! A line of Markdown and the marks that it begins with.

use std::ops::Range;

use super::Selected;

/// A line without its end. Its parts follow on each other: marks of quotes, blanks, the mark of a
/// list's item, content.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    /// Where it begins in the text.
    pub(super) start: usize,
    /// What it says.
    pub(super) text: &'a str,
    /// How many quotes it is in.
    pub(super) depth: usize,
    /// Where the mark of the innermost quote begins, in the line.
    pub(super) innermost: usize,
    /// Where the marks of quotes end.
    pub(super) quote: usize,
    /// Where the blanks behind them end.
    pub(super) indent: usize,
    /// What kind of item it begins, if it begins one.
    pub(super) item: Option<Kind>,
    /// Where the content begins.
    pub(super) content: usize,
}

/// A kind of list, by its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Bullet,
    /// With the item's number.
    Numbered(u32),
    Task,
}

impl<'a> Line<'a> {
    /// The line that a place of the text is in.
    pub(super) fn at(text: &'a str, place: usize) -> Self {
        let start = text[..place].rfind('\n').map_or(0, |at| at + 1);
        let rest = &text[start..];
        let end = rest.find('\n').unwrap_or(rest.len());
        Self::parse(start, &rest[..end])
    }

    /// The lines that a selection touches. If it ends where a line begins, not that one.
    pub(super) fn touched(at: &Selected<'a>) -> Vec<Self> {
        let (text, range) = (at.text(), at.range());
        let first = Self::at(text, range.start);
        let rest = text[first.start..].split('\n');
        let lines = rest.scan(first.start, |start, line| {
            let here = Self::parse(*start, line);
            *start += line.len() + 1;
            Some(here)
        });
        lines
            .take_while(|line| line.start == first.start || line.start < range.end)
            .collect()
    }

    /// All lines that follow on this one.
    pub(super) fn following(self, text: &'a str) -> impl Iterator<Item = Self> {
        let next = move |line: &Self| {
            let after = line.end() + 1;
            (after <= text.len()).then(|| Self::at(text, after))
        };
        std::iter::successors(next(&self), next)
    }

    /// All lines before this one, the nearest first.
    pub(super) fn preceding(self, text: &'a str) -> impl Iterator<Item = Self> {
        let next = |line: &Self| Some(Self::at(text, line.start.checked_sub(1)?));
        std::iter::successors(next(&self), next)
    }

    /// Where it ends in the text.
    pub(super) const fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// What it says behind its marks.
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.content..]
    }

    /// Whether nothing but marks of quotes is on it.
    pub(super) const fn is_blank(&self) -> bool {
        self.indent == self.text.len()
    }

    /// How far it is indented within its quotes.
    pub(super) const fn width(&self) -> usize {
        self.indent - self.quote
    }

    /// A part of the line as a part of the text.
    pub(super) const fn part(&self, from: usize, to: usize) -> Range<usize> {
        self.start + from..self.start + to
    }

    /// Reads a line that begins there.
    pub(super) fn parse(start: usize, text: &'a str) -> Self {
        let (depth, innermost, quote) = quotes(text);
        let indent = quote + blanks(&text[quote..]);
        let (item, mark) = item(&text[indent..]).unzip();
        Self {
            start,
            text,
            depth,
            innermost,
            quote,
            indent,
            item,
            content: indent + mark.unwrap_or(0),
        }
    }
}

impl Kind {
    /// Whether two items belong into one list.
    pub(super) const fn is_like(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Bullet, Self::Bullet)
                | (Self::Task, Self::Task)
                | (Self::Numbered(_), Self::Numbered(_))
        )
    }
}

/// How many bytes of blanks a text begins with.
pub(super) fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
}

/// How many quotes, where the innermost begins, and where they end.
fn quotes(text: &str) -> (usize, usize, usize) {
    let (mut depth, mut innermost, mut end) = (0, 0, 0);
    loop {
        let mark = end + blanks(&text[end..]);
        let Some(rest) = text[mark..].strip_prefix('>') else {
            return (depth, innermost, end);
        };
        depth += 1;
        innermost = mark;
        end = mark + 1 + usize::from(rest.starts_with(' '));
    }
}

/// The kind of an item and the length of its mark, with the blanks behind.
fn item(text: &str) -> Option<(Kind, usize)> {
    if is_rule(text) {
        return None;
    }
    let (kind, mark) = bullet(text).or_else(|| number(text))?;
    let gap = blanks(&text[mark..]);
    (gap > 0 || mark == text.len()).then_some(())?;
    let end = mark + gap;
    match task(&text[end..]) {
        Some(length) if kind == Kind::Bullet => Some((Kind::Task, end + length)),
        _ => Some((kind, end)),
    }
}

fn bullet(text: &str) -> Option<(Kind, usize)> {
    text.starts_with(['-', '*', '+'])
        .then_some((Kind::Bullet, 1))
}

/// Up to nine digits, as [CommonMark](https://spec.commonmark.org/0.31.2/#ordered-list-marker)
/// has it.
fn number(text: &str) -> Option<(Kind, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text.get(..digits.min(10))?.parse().ok()?;
    let valid = digits < 10 && text[digits..].starts_with(['.', ')']);
    valid.then_some((Kind::Numbered(number), digits + 1))
}

/// The length of `[ ] ` or `[x] `.
fn task(text: &str) -> Option<usize> {
    let boxes = ["[ ]", "[x]", "[X]"];
    let rest = boxes.iter().find_map(|mark| text.strip_prefix(mark))?;
    let gap = blanks(rest);
    (gap > 0 || rest.is_empty()).then_some(3 + gap)
}

/// `* * *` breaks between themes and is no item of a list.
fn is_rule(text: &str) -> bool {
    let mut marks = text.chars().filter(|c| !c.is_ascii_whitespace());
    let first = marks.next();
    let same = first.is_some_and(|c| "*-".contains(c)) && marks.clone().all(|c| Some(c) == first);
    same && marks.count() >= 2
}
