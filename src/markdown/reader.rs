//! Follows a text while it is typed: a keystroke costs the block it is in, not the text.
//!
//! A block that begins below an empty line owes nothing to what stands above it but the
//! definitions of links. So it is enough to read from such a block before the change to such a
//! block behind it, if one begins there as it did before. Where that cannot be known, all is read.

use super::change::{Edit, is_below_blank, line_end, line_start};
use super::tree::unchanged;
use super::{Block, Document, MAX_NODES, Unchanged};
use super::{build, definitions, parse_whole, parser};
use crate::rules::Markdown;
use std::ops::Range;

/// Reads a text again and again. What it has is always what [`parse`](super::parse) makes of the
/// text.
#[derive(Clone, Debug)]
pub struct Reader {
    allowed: Markdown,
    text: String,
    /// Whether the text holds a character that a reading of all of it treats in a way of its own.
    odd: bool,
    document: Document,
    /// How many nodes there are.
    nodes: usize,
    /// Where the definitions of links stand that count, in no order.
    definitions: Vec<Range<usize>>,
}

/// Which blocks a reading replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The blocks that stayed, at the beginning and at the end.
    pub kept: Unchanged,
    /// The blocks between them, which went.
    pub removed: Vec<Block>,
}

/// What is read anew: blocks before the change, and where they stand in both texts.
struct Window {
    blocks: Range<usize>,
    before: Range<usize>,
    now: Range<usize>,
}

impl Reader {
    /// Begins with an empty text.
    #[must_use]
    pub fn new(allowed: Markdown) -> Self {
        Self {
            allowed,
            text: String::new(),
            odd: false,
            document: Document::default(),
            nodes: 0,
            definitions: Vec::new(),
        }
    }

    /// The text's tree.
    #[must_use]
    pub const fn document(&self) -> &Document {
        &self.document
    }

    /// Reads the text as it is now, and says which blocks are to be drawn anew.
    pub fn read(&mut self, text: &str) -> Change {
        if text == self.text {
            return self.nothing();
        }
        let edit = Edit::between(&self.text, text);
        self.read_window(&edit, text)
            .unwrap_or_else(|| self.read_whole(text))
    }

    /// No change.
    const fn nothing(&self) -> Change {
        let head = self.document.blocks.len();
        Change {
            kept: Unchanged { head, tail: 0 },
            removed: Vec::new(),
        }
    }

    fn read_whole(&mut self, text: &str) -> Change {
        let (document, definitions) = parse_whole(text, self.allowed);
        let kept = document.unchanged_since(&self.document);
        self.nodes = count(&document.blocks);
        let mut before = std::mem::replace(&mut self.document, document).blocks;
        before.truncate(before.len() - kept.tail);
        self.definitions = definitions;
        text.clone_into(&mut self.text);
        self.odd = is_odd(text);
        Change {
            kept,
            removed: before.split_off(kept.head),
        }
    }

    /// Reads what is around the change; `None` if that does not tell all.
    fn read_window(&mut self, edit: &Edit, text: &str) -> Option<Change> {
        if self.document.cut || self.odd || is_odd(&text[edit.now.clone()]) {
            return None;
        }
        let window = self.window(edit, text);
        let blocks = self.parse_window(&window, text)?;
        let nodes = self.nodes + count(&blocks);
        let nodes = nodes - count(&self.document.blocks[window.blocks.clone()]);
        if nodes > MAX_NODES {
            return None;
        }
        self.nodes = nodes;
        self.text
            .replace_range(edit.before.clone(), &text[edit.now.clone()]);
        Some(self.replace(&window, edit, blocks))
    }

    fn window(&self, edit: &Edit, text: &str) -> Window {
        let blocks = &self.document.blocks;
        let begin = |block: &Block| line_start(&self.text, block.source.start);
        let is_first = |block: &Block| {
            let begin = begin(block);
            line_end(&self.text, begin) <= edit.before.start && is_below_blank(&self.text, begin)
        };
        let is_next = |block: &Block| {
            let begin = begin(block);
            begin >= edit.before.end && is_below_blank(text, edit.moved(begin))
        };
        let reached = blocks.partition_point(|block| block.source.start < edit.before.start);
        let first = blocks[..reached].iter().rposition(is_first);
        let passed = blocks.partition_point(|block| block.source.start < edit.before.end);
        let next = blocks[passed..].iter().position(is_next);
        let next = next.map(|next| passed + next);
        let start = first.map_or(0, |first| begin(&blocks[first]));
        let end = next.map_or(self.text.len(), |next| begin(&blocks[next]));
        Window {
            blocks: first.unwrap_or(0)..next.unwrap_or(blocks.len()),
            before: start..end,
            now: start..edit.moved(end),
        }
    }

    /// The blocks of a window as the text is now; `None` if definitions are in it or if the block
    /// behind it is no longer one.
    fn parse_window(&self, window: &Window, text: &str) -> Option<Vec<Block>> {
        let has_next = window.blocks.end < self.document.blocks.len();
        let end = if has_next {
            line_end(text, window.now.end)
        } else {
            text.len()
        };
        let read = &text[window.now.start..end];
        let alone = parser(read, self.allowed);
        if definitions(&alone).next().is_some() {
            return None;
        }
        let mut document = if self.definitions.is_empty() {
            build(alone, read, self.allowed)
        } else {
            self.parse_defined(window, read)?
        };
        for block in &mut document.blocks {
            block.source.start += window.now.start;
            block.source.end += window.now.start;
        }
        if has_next {
            let next = document.blocks.pop()?;
            if line_start(text, next.source.start) != window.now.end {
                return None;
            }
        }
        (!document.cut).then_some(document.blocks)
    }

    /// Reads a piece below the definitions of the whole text.
    fn parse_defined(&self, window: &Window, read: &str) -> Option<Document> {
        let mut all = String::new();
        for place in &self.definitions {
            let definition = self.text.get(place.clone())?.trim_end();
            let apart = place.end <= window.before.start || place.start >= window.before.end;
            if !apart || definition.contains('\n') {
                return None;
            }
            all.extend([definition, "\n"]);
        }
        all.push('\n');
        let above = all.len();
        all.push_str(read);
        let parser = parser(&all, self.allowed);
        if definitions(&parser).count() != self.definitions.len() {
            return None;
        }
        let mut document = build(parser, &all, self.allowed);
        for block in &mut document.blocks {
            block.source.start = block.source.start.checked_sub(above)?;
            block.source.end -= above;
        }
        Some(document)
    }

    /// Puts a window's blocks in their place.
    fn replace(&mut self, window: &Window, edit: &Edit, blocks: Vec<Block>) -> Change {
        let old = &mut self.document.blocks;
        let kept = unchanged(&blocks, &old[window.blocks.clone()]);
        let kept_around = Unchanged {
            head: window.blocks.start + kept.head,
            tail: old.len() - window.blocks.end + kept.tail,
        };
        let behind = old[window.blocks.end..]
            .iter_mut()
            .map(|block| &mut block.source);
        let definitions = self.definitions.iter_mut();
        let definitions = definitions.filter(|place| place.start >= window.before.end);
        for place in behind.chain(definitions) {
            *place = edit.moved(place.start)..edit.moved(place.end);
        }
        let mut removed: Vec<Block> = old.splice(window.blocks.clone(), blocks).collect();
        removed.truncate(removed.len() - kept.tail);
        Change {
            kept: kept_around,
            removed: removed.split_off(kept.head),
        }
    }
}

fn is_odd(text: &str) -> bool {
    // A byte at a time: that search is much faster than one for either character.
    let bytes = text.as_bytes();
    bytes.contains(&0) || bytes.contains(&b'\r')
}

fn count(blocks: &[Block]) -> usize {
    blocks.iter().map(|block| block.node.count()).sum()
}
