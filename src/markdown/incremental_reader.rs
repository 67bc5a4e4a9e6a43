//! Incremental parsing: a keystroke causes a parse of the block around it, not of the whole text.
//!
//! A block that starts after a blank line depends on nothing above it except the link reference
//! definitions. The reader parses from one of these blocks before the change to one after it, if
//! the latter still starts at the same place. Otherwise it parses the whole text.

use super::{
    line_bounds::{follows_blank_line, line_start, next_line_start},
    max_depth_and_nodes::MAX_NODES,
    parse::{build_document, link_definitions, parse_with_definitions},
    parser_options::new_parser,
    text_diff::TextDiff,
    tree::{Block, CommonEnds, Document, common_ends},
};
use crate::rules::Markdown;
use std::ops::Range;

/// Parses successive versions of a message. Its document always equals the result of
/// [`parse`](super::parse()) for the current text.
#[derive(Clone, Debug)]
pub struct Reader {
    allowed: Markdown,
    text: String,
    /// `true` if the text contains a character that only a parse of the whole text handles
    /// correctly.
    needs_full_parse: bool,
    document: Document,
    /// Number of nodes in the document.
    node_count: usize,
    /// Source ranges of the link reference definitions in effect, unordered.
    definitions: Vec<Range<usize>>,
}

/// The blocks that a new version of the text replaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockChange {
    /// Number of unchanged blocks at the start and at the end.
    pub kept: CommonEnds,
    /// The removed blocks between them.
    pub removed: Vec<Block>,
}

/// The part to parse: the affected blocks, and their range in both versions of the text.
struct ReparseWindow {
    blocks: Range<usize>,
    old: Range<usize>,
    new: Range<usize>,
}

impl Reader {
    /// Creates a reader of an empty text.
    #[must_use]
    pub fn new(allowed: Markdown) -> Self {
        Self {
            allowed,
            text: String::new(),
            needs_full_parse: false,
            document: Document::default(),
            node_count: 0,
            definitions: Vec::new(),
        }
    }

    /// Returns the document of the current text.
    #[must_use]
    pub const fn document(&self) -> &Document {
        &self.document
    }

    /// Reads the new version of the text and returns the blocks to replace.
    pub fn read(&mut self, text: &str) -> BlockChange {
        if text == self.text {
            return self.no_change();
        }
        let diff = TextDiff::between(&self.text, text);
        self.read_window(&diff, text)
            .unwrap_or_else(|| self.read_whole(text))
    }

    const fn no_change(&self) -> BlockChange {
        let head = self.document.blocks.len();
        BlockChange {
            kept: CommonEnds { head, tail: 0 },
            removed: Vec::new(),
        }
    }

    fn read_whole(&mut self, text: &str) -> BlockChange {
        let (document, definitions) = parse_with_definitions(text, self.allowed);
        let kept = document.common_ends_with(&self.document);
        self.node_count = count_nodes(&document.blocks);
        let mut old_blocks = std::mem::replace(&mut self.document, document).blocks;
        old_blocks.truncate(old_blocks.len() - kept.tail);
        self.definitions = definitions;
        text.clone_into(&mut self.text);
        self.needs_full_parse = needs_full_parse(text);
        BlockChange {
            kept,
            removed: old_blocks.split_off(kept.head),
        }
    }

    /// Parses the part around the change. Returns `None` if the whole text must be parsed.
    fn read_window(&mut self, diff: &TextDiff, text: &str) -> Option<BlockChange> {
        let inserted = &text[diff.new.clone()];
        if self.document.truncated || self.needs_full_parse || needs_full_parse(inserted) {
            return None;
        }
        let window = self.reparse_window(diff, text);
        let blocks = self.parse_window(&window, text)?;
        let replaced = &self.document.blocks[window.blocks.clone()];
        let node_count = self.node_count + count_nodes(&blocks) - count_nodes(replaced);
        if node_count > MAX_NODES {
            return None;
        }
        self.node_count = node_count;
        self.text.replace_range(diff.old.clone(), inserted);
        Some(self.replace_blocks(&window, diff, blocks))
    }

    fn reparse_window(&self, diff: &TextDiff, text: &str) -> ReparseWindow {
        let blocks = &self.document.blocks;
        let start_of = |block: &Block| line_start(&self.text, block.source.start);
        let can_be_first = |block: &Block| {
            let start = start_of(block);
            next_line_start(&self.text, start) <= diff.old.start
                && follows_blank_line(&self.text, start)
        };
        let can_be_next = |block: &Block| {
            let start = start_of(block);
            start >= diff.old.end && follows_blank_line(text, diff.map_offset(start))
        };
        let before_change = blocks.partition_point(|block| block.source.start < diff.old.start);
        let first = blocks[..before_change].iter().rposition(can_be_first);
        let before_end = blocks.partition_point(|block| block.source.start < diff.old.end);
        let next = blocks[before_end..].iter().position(can_be_next);
        let next = next.map(|next| before_end + next);
        let start = first.map_or(0, |first| start_of(&blocks[first]));
        let end = next.map_or(self.text.len(), |next| start_of(&blocks[next]));
        ReparseWindow {
            blocks: first.unwrap_or(0)..next.unwrap_or(blocks.len()),
            old: start..end,
            new: start..diff.map_offset(end),
        }
    }

    /// Parses the new blocks of a window. Returns `None` if the window contains definitions or if
    /// the block after it no longer starts there.
    fn parse_window(&self, window: &ReparseWindow, text: &str) -> Option<Vec<Block>> {
        let has_next = window.blocks.end < self.document.blocks.len();
        let end = if has_next {
            next_line_start(text, window.new.end)
        } else {
            text.len()
        };
        let part = &text[window.new.start..end];
        let parser = new_parser(part, self.allowed);
        if link_definitions(&parser).next().is_some() {
            return None;
        }
        let mut document = if self.definitions.is_empty() {
            build_document(parser, part, self.allowed)
        } else {
            self.parse_with_known_definitions(window, part)?
        };
        for block in &mut document.blocks {
            block.source.start += window.new.start;
            block.source.end += window.new.start;
        }
        if has_next {
            let next = document.blocks.pop()?;
            if line_start(text, next.source.start) != window.new.end {
                return None;
            }
        }
        (!document.truncated).then_some(document.blocks)
    }

    /// Parses a part of the text with the definitions of the whole text placed above it.
    fn parse_with_known_definitions(&self, window: &ReparseWindow, part: &str) -> Option<Document> {
        let mut combined = String::new();
        for range in &self.definitions {
            let definition = self.text.get(range.clone())?.trim_end();
            let is_outside = range.end <= window.old.start || range.start >= window.old.end;
            if !is_outside || definition.contains('\n') {
                return None;
            }
            combined.extend([definition, "\n"]);
        }
        combined.push('\n');
        let definitions_len = combined.len();
        combined.push_str(part);
        let parser = new_parser(&combined, self.allowed);
        if link_definitions(&parser).count() != self.definitions.len() {
            return None;
        }
        let mut document = build_document(parser, &combined, self.allowed);
        for block in &mut document.blocks {
            block.source.start = block.source.start.checked_sub(definitions_len)?;
            block.source.end -= definitions_len;
        }
        Some(document)
    }

    /// Replaces the blocks of a window, and moves the ranges after it.
    fn replace_blocks(
        &mut self,
        window: &ReparseWindow,
        diff: &TextDiff,
        blocks: Vec<Block>,
    ) -> BlockChange {
        let old_blocks = &mut self.document.blocks;
        let kept_inside = common_ends(&blocks, &old_blocks[window.blocks.clone()]);
        let kept = CommonEnds {
            head: window.blocks.start + kept_inside.head,
            tail: old_blocks.len() - window.blocks.end + kept_inside.tail,
        };
        let sources_after = old_blocks[window.blocks.end..]
            .iter_mut()
            .map(|block| &mut block.source);
        let definitions = self.definitions.iter_mut();
        let definitions_after = definitions.filter(|range| range.start >= window.old.end);
        for range in sources_after.chain(definitions_after) {
            *range = diff.map_offset(range.start)..diff.map_offset(range.end);
        }
        let mut removed: Vec<Block> = old_blocks.splice(window.blocks.clone(), blocks).collect();
        removed.truncate(removed.len() - kept_inside.tail);
        BlockChange {
            kept,
            removed: removed.split_off(kept_inside.head),
        }
    }
}

/// Returns `true` if the text contains NUL or a carriage return.
fn needs_full_parse(text: &str) -> bool {
    // Two searches for single bytes are much faster than one for either character.
    let bytes = text.as_bytes();
    bytes.contains(&0) || bytes.contains(&b'\r')
}

fn count_nodes(blocks: &[Block]) -> usize {
    blocks.iter().map(|block| block.node.count()).sum()
}
