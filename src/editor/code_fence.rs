//! Fenced code blocks.

use std::ops::Range;

use super::{
    change::Change, edits::Edits, line::Line, parsed_text::ParsedText,
    paste_markdown::continuation_at, selection::Selection, whole_blocks::lines_of_whole_blocks,
};

/// A fenced code block.
pub(super) struct FencedBlock {
    /// From the opening fence to the end of the closing one, without the line break after it.
    whole: Range<usize>,
    /// The code between the fences, without the line break before the closing fence. Empty, at the
    /// end of the opening fence, if there is no line between them.
    content: Range<usize>,
}

/// Returns code as a fenced block. The fence is longer than any run of backticks in the code. The
/// language is omitted unless it is a plain word.
#[must_use]
pub fn fenced_code_block(code: &str, language: &str) -> String {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"+#._-".contains(&byte);
    let is_valid = language.len() <= 32 && language.bytes().all(is_allowed);
    let language = if is_valid { language } else { "" };
    let fence = fence_for(code);
    let code = code.strip_suffix('\n').unwrap_or(code);
    format!("{fence}{language}\n{code}\n{fence}")
}

/// Adds fences around the selected lines, within their list item or quote, or removes the enclosing
/// fences. A partly selected block that cannot be split is included as a whole.
pub(super) fn toggle(selection: &Selection) -> Change {
    let mut edits = Edits::default();
    match block_around(selection) {
        Some(block) => remove_fences(&block, selection.text(), &mut edits),
        None => add_fences(selection, &mut edits),
    }
    edits.into_change(selection)
}

/// Returns the block that contains the whole selection, fences included.
pub(super) fn block_around(selection: &Selection) -> Option<FencedBlock> {
    let range = selection.range();
    let ends_after = |block: &FencedBlock| {
        let line_break = usize::from(!selection.is_caret());
        range.end <= block.whole.end + line_break
    };
    let mut blocks = fenced_blocks(selection.text());
    blocks
        .find(|block| block.whole.end >= range.start && ends_after(block))
        .filter(|block| block.whole.start <= range.start)
}

/// Returns `true` if the whole selection is code, between the fences.
pub(super) fn is_in_fenced_code(selection: &Selection) -> bool {
    let (content, range) = match block_around(selection) {
        Some(block) => (block.content, selection.range()),
        None => return false,
    };
    content.start <= range.start && range.end <= content.end
}

/// Returns the length of the longest run of a one-byte character.
pub(super) fn longest_run(text: &str, symbol: char) -> usize {
    let runs = text.split(|c| c != symbol).map(str::len);
    runs.max().unwrap_or(0)
}

/// Returns `start`, or a nearby offset outside of fenced code: after the block that contains it, or
/// before the block if that ends after `latest`.
pub(super) fn start_outside_code(text: &str, start: usize, latest: usize) -> usize {
    let mut blocks = fenced_blocks(text).take_while(|block| block.whole.start < start);
    match blocks.find(|block| start < block.whole.end) {
        Some(block) if block.whole.end < latest => block.whole.end + 1,
        Some(block) => Line::containing(text, block.whole.start).start,
        None => start,
    }
}

/// Characters of fences.
const SYMBOLS: [char; 2] = ['`', '~'];

/// Minimum length of a fence.
const MIN_LENGTH: usize = 3;

/// Iterates over all fenced blocks, in order. Only lines with a run of symbols are parsed: parsing each
/// line of a megabyte takes 15 ms.
fn fenced_blocks(text: &str) -> impl Iterator<Item = FencedBlock> {
    // The next run of each symbol.
    let mut runs = SYMBOLS.map(|symbol| next_run(text, 0, symbol, MIN_LENGTH));
    std::iter::from_fn(move || {
        loop {
            let opening_line = Line::containing(text, runs.into_iter().flatten().min()?);
            let block =
                Fence::opening(&opening_line).map(|fence| block_from(text, &opening_line, &fence));
            let end = block.as_ref().map_or(opening_line.end(), |it| it.whole.end);
            for (run, symbol) in runs.iter_mut().zip(SYMBOLS) {
                if run.is_some_and(|run| run < end) {
                    *run = next_run(text, end, symbol, MIN_LENGTH);
                }
            }
            if block.is_some() {
                return block;
            }
        }
    })
}

/// Returns the start of the next run of at least `length` symbols.
fn next_run(text: &str, from: usize, symbol: char, length: usize) -> Option<usize> {
    let mut from = from;
    loop {
        let start = from + text[from..].find(symbol)?;
        let rest = text[start..].trim_start_matches(symbol);
        from = text.len() - rest.len();
        if from - start >= length {
            return Some(start);
        }
    }
}

/// A fence that opens a block.
struct Fence {
    symbol: char,
    length: usize,
}

impl Fence {
    /// Returns the fence of a line that opens a block.
    fn opening(line: &Line) -> Option<Self> {
        let content = line.content();
        let symbol = content.chars().next().filter(|c| SYMBOLS.contains(c))?;
        let info = content.trim_start_matches(symbol);
        let length = content.len() - info.len();
        let is_valid = length >= MIN_LENGTH && (symbol == '~' || !info.contains('`'));
        is_valid.then_some(Self { symbol, length })
    }

    /// Returns `true` if a line closes the block that this fence opened at `quote_depth`.
    fn is_closed_by(&self, line: &Line, quote_depth: usize) -> bool {
        if quote_depth == 0 {
            self.matches(line.text)
        } else {
            line.quote_depth == quote_depth && self.matches(&line.text[line.quote_end..])
        }
    }

    fn matches(&self, text: &str) -> bool {
        let text = text.trim_matches([' ', '\t']);
        text.len() >= self.length && text.trim_start_matches(self.symbol).is_empty()
    }
}

/// Returns the block that starts on a line. Without a closing fence, the block ends where its quote
/// or the text ends.
fn block_from(text: &str, opening_line: &Line, fence: &Fence) -> FencedBlock {
    let start = match opening_line.item {
        Some(_) => opening_line.start + opening_line.content_start,
        None => opening_line.start,
    };
    let mut content = opening_line.end()..opening_line.end();
    if opening_line.quote_depth == 0 {
        let closing_line = closing_line(text, opening_line.end(), fence);
        let content_end = closing_line.map_or(text.len(), |line| line.start - 1);
        if content_end > content.end {
            content = content.end + 1..content_end;
        }
        let end = closing_line.map_or(content.end, |line| line.end());
        return FencedBlock {
            whole: start..end,
            content,
        };
    }
    for line in opening_line.following(text) {
        if line.quote_depth < opening_line.quote_depth {
            break;
        }
        if fence.is_closed_by(&line, opening_line.quote_depth) {
            let whole = start..line.end();
            return FencedBlock { whole, content };
        }
        if content.is_empty() && content.start == opening_line.end() {
            content = line.start..line.start;
        }
        content.end = line.end();
    }
    FencedBlock {
        whole: start..content.end,
        content,
    }
}

/// Returns the first line after `end` that closes a block outside of quotes.
fn closing_line<'a>(text: &'a str, end: usize, fence: &Fence) -> Option<Line<'a>> {
    let mut end = end;
    loop {
        let run = next_run(text, end, fence.symbol, fence.length)?;
        let line = Line::containing(text, run);
        if fence.is_closed_by(&line, 0) {
            return Some(line);
        }
        end = line.end();
    }
}

/// Returns the range of the selected lines, extended to the whole of each block that they intersect.
fn whole_lines(selection: &Selection) -> Range<usize> {
    let lines = lines_of_whole_blocks(selection, &ParsedText::around(selection));
    let start = lines.first().map_or(0, |line| line.start);
    let mut range = start..lines.last().map_or(start, Line::end);
    for block in fenced_blocks(selection.text()) {
        if block.whole.start <= range.end && block.whole.end >= range.start {
            let block_start = Line::containing(selection.text(), block.whole.start).start;
            range = range.start.min(block_start)..range.end.max(block.whole.end);
        }
    }
    range
}

fn add_fences(selection: &Selection, edits: &mut Edits) {
    let range = whole_lines(selection);
    let lines = &selection.text()[range.clone()];
    // The start of an item is a part of the code.
    let prefix = continuation_at(selection);
    let is_within = |line: &str| line.starts_with(&prefix) || line == prefix.trim_end();
    let is_inside = lines.starts_with(&prefix) && lines.split('\n').all(is_within);
    let prefix = if is_inside { &prefix } else { "" };
    let fence = fence_for(lines);
    edits.insert_before_caret(range.start, format!("{prefix}{fence}\n"));
    edits.insert_after_caret(range.end, format!("\n{prefix}{fence}"));
}

fn remove_fences(block: &FencedBlock, text: &str, edits: &mut Edits) {
    let (whole, content) = (block.whole.clone(), block.content.clone());
    if text[whole.start..content.start].ends_with('\n') {
        edits.delete(whole.start..content.start);
        edits.delete(content.end..whole.end);
    } else {
        edits.delete(whole);
    }
}

fn fence_for(code: &str) -> String {
    "`".repeat(longest_run(code, '`').max(2) + 1)
}
