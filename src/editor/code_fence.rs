//! Fenced code blocks.

use std::ops::Range;

use super::{line::Line, selection::Selection};

/// A fenced code block.
pub(super) struct FencedBlock {
    /// From the opening fence to the end of the closing one, without the line break after it.
    pub(super) whole: Range<usize>,
    /// The code between the fences, without the line break before the closing fence. Empty, at the
    /// end of the opening fence, if there is no line between them.
    pub(super) content: Range<usize>,
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
pub(super) fn fenced_blocks(text: &str) -> impl Iterator<Item = FencedBlock> {
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

/// Returns a fence that is longer than any run of backticks in the code.
pub(super) fn fence_for(code: &str) -> String {
    "`".repeat(longest_run(code, '`').max(2) + 1)
}
