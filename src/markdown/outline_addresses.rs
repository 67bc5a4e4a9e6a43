//! Bare addresses in the texts of an outline.

use super::autolink::{Autolinks, may_contain_autolink};
use super::outline::{IMAGE, Inline, LINK, LeafKind, Outline, VisibleChar};

/// The last text of an outline: its characters since the last event of another kind.
pub(super) struct LastText<'a> {
    /// The parsed part of the text.
    pub source: &'a str,
    /// Start of the part in the text.
    pub start: usize,
    /// Index of the first character.
    pub first_char: usize,
    /// `true` if the text is the first in its element.
    pub is_first: bool,
}

/// Turns the bare addresses in the last text into links.
pub(super) fn find_addresses(outline: &mut Outline, last: &LastText<'_>) {
    let chars = &mut outline.chars[last.first_char..];
    let is_literal = |c: &VisibleChar| c.formats & (LINK | IMAGE) > 0;
    let leaf = outline.leaves.last();
    let is_code = leaf.is_some_and(|leaf| leaf.kind == LeafKind::Code);
    let text: String = chars.iter().map(|c| c.c).collect();
    if is_code || !may_contain_autolink(&text) || chars.iter().any(is_literal) {
        return;
    }
    let before = last.source.get(..chars[0].source.start - last.start);
    let before = before.and_then(|before| before.chars().next_back());
    let before = before.filter(|_| !last.is_first);
    let offsets: Vec<usize> = text.char_indices().map(|(offset, _)| offset).collect();
    for link in Autolinks::new(&text, before) {
        let index = |offset| offsets.partition_point(|other| *other < offset);
        let link_chars = &mut chars[index(link.range.start)..index(link.range.end)];
        let (Some(first), Some(last)) = (link_chars.first(), link_chars.last()) else {
            continue;
        };
        outline.inlines.push(Inline {
            format: LINK,
            whole: first.source.start..last.source.end,
            inner: None,
            address: Some(link.destination.clone()),
        });
        outline.destinations.push(link.destination);
        link_chars.iter_mut().for_each(|c| c.formats |= LINK);
    }
}
