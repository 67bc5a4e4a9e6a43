//! Blocks of code between fences.

use std::ops::Range;

use super::{Change, Selected, edits::Edits, line::Line};

/// A block of code in a text.
pub(super) struct Block {
    /// From the opening fence to the end of the closing one, without that line's end.
    whole: Range<usize>,
    /// Between the two, without the line's end before the closing fence; empty and at the fence's
    /// end if there is no line between them.
    content: Range<usize>,
}

/// Code as a block: the fence is longer than any row of backticks within. The language is left
/// out if it is no plain word.
#[must_use]
pub fn fence_of_code(code: &str, language: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"+#._-".contains(&byte);
    let known = language.len() <= 32 && language.bytes().all(plain);
    let language = if known { language } else { "" };
    let fence = fence_for(code);
    let code = code.strip_suffix('\n').unwrap_or(code);
    format!("{fence}{language}\n{code}\n{fence}")
}

/// Puts fences around the selected lines, or takes those away that are around them. A block
/// that is selected in part gets into the new one as a whole.
pub(super) fn apply(at: &Selected) -> Change {
    let mut edits = Edits::default();
    match around(at) {
        Some(block) => take_away(&block, at.text(), &mut edits),
        None => put_around(&whole_lines(at), at.text(), &mut edits),
    }
    at.change(edits)
}

/// The block that holds the whole selection, fences included.
pub(super) fn around(at: &Selected) -> Option<Block> {
    let range = at.range();
    let ends = |block: &Block| {
        let line_end = usize::from(!at.is_caret());
        range.end <= block.whole.end + line_end
    };
    let mut blocks = blocks(at.text());
    blocks
        .find(|block| block.whole.end >= range.start && ends(block))
        .filter(|block| block.whole.start <= range.start)
}

/// Whether the whole selection is code, between the fences.
pub(super) fn is_inside(at: &Selected) -> bool {
    let (content, range) = match around(at) {
        Some(block) => (block.content, at.range()),
        None => return false,
    };
    content.start <= range.start && range.end <= content.end
}

/// The longest row of one character.
pub(super) fn longest_run(text: &str, symbol: char) -> usize {
    let runs = text.split(|c| c != symbol).map(str::len);
    runs.max().unwrap_or(0)
}

/// All blocks, in order.
fn blocks(text: &str) -> impl Iterator<Item = Block> {
    let mut next = Some(Line::at(text, 0));
    std::iter::from_fn(move || {
        let first = next?;
        let mut lines = std::iter::once(first).chain(first.following(text));
        let opening = lines.find_map(|line| Some((line, opening(&line)?)));
        let (open, fence) = opening?;
        let block = block(text, &open, &fence);
        next = Line::at(text, block.whole.end).following(text).next();
        Some(block)
    })
}

/// A fence that opens a block.
struct Fence {
    symbol: char,
    length: usize,
}

fn opening(line: &Line) -> Option<Fence> {
    let rest = line.rest();
    let symbol = rest.chars().next().filter(|c| "`~".contains(*c))?;
    let language = rest.trim_start_matches(symbol);
    let length = rest.len() - language.len();
    let valid = length >= 3 && (symbol == '~' || !language.contains('`'));
    valid.then_some(Fence { symbol, length })
}

/// The block that begins on a line. It ends with its fence, its quote or the text.
fn block(text: &str, open: &Line, fence: &Fence) -> Block {
    let start = open.start + if open.item.is_some() { open.content } else { 0 };
    let mut content = open.end()..open.end();
    for line in open.following(text) {
        if line.depth < open.depth {
            break;
        }
        if closes(&line, open.depth, fence) {
            let whole = start..line.end();
            return Block { whole, content };
        }
        if content.is_empty() && content.start == open.end() {
            content = line.start..line.start;
        }
        content.end = line.end();
    }
    Block {
        whole: start..content.end,
        content,
    }
}

fn closes(line: &Line, depth: usize, fence: &Fence) -> bool {
    let text = line.text.trim_matches([' ', '\t']);
    let fits =
        |text: &str| text.len() >= fence.length && text.trim_start_matches(fence.symbol).is_empty();
    if depth == 0 {
        fits(text)
    } else {
        line.depth == depth && fits(line.text[line.quote..].trim_matches([' ', '\t']))
    }
}

/// The selected lines; those of blocks that begin or end among them as well.
fn whole_lines(at: &Selected) -> Range<usize> {
    let lines = Line::touched(at);
    let first = lines.first().map_or(0, |line| line.start);
    let mut range = first..lines.last().map_or(first, Line::end);
    for block in blocks(at.text()) {
        if block.whole.start <= range.end && block.whole.end >= range.start {
            let start = Line::at(at.text(), block.whole.start).start;
            range = range.start.min(start)..range.end.max(block.whole.end);
        }
    }
    range
}

fn put_around(lines: &Range<usize>, text: &str, edits: &mut Edits) {
    let fence = fence_for(&text[lines.clone()]);
    edits.open(lines.start, format!("{fence}\n"));
    edits.close(lines.end, format!("\n{fence}"));
}

fn take_away(block: &Block, text: &str, edits: &mut Edits) {
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
