//! Compares the parsed Markdown before and after links are added.

use std::ops::Range;

use super::{
    change::Change, inline_check::ExpectedChange, inline_parts::overlaps, link_syntax::Link,
    parsed_text::ParsedText, selection::Selection,
};
use crate::markdown::outline::{LINK, Outline};

/// Returns `true` if the range of the link's syntax is parsed as a link.
pub(super) fn parses_as_this_link(outline: &Outline, link: &Link) -> bool {
    outline
        .inlines
        .iter()
        .any(|inline| inline.format == LINK && inline.whole == link.whole)
}

/// Returns `true` if the parts are parsed as links after a change, and the rest as before.
pub(super) fn parses_as_link(
    selection: &Selection,
    parsed: &ParsedText,
    change: &Change,
    parts: &[Range<usize>],
) -> bool {
    let after = parsed.after(change, &change.apply_to(selection.text()));
    let inserted = change.range.start..change.range.start + change.insert.len();
    if change.insert.starts_with("[](") {
        // A link without text yet.
        let mut inlines = after.outline.inlines.iter();
        return inlines.any(|inline| inline.format == LINK && inline.whole == inserted);
    }
    let expected = ExpectedChange {
        format: LINK,
        is_on: true,
        parts,
        allowed: parts,
    };
    let had_address = |part: &Range<usize>| {
        let mut inlines = parsed.outline.inlines.iter();
        inlines.any(|inline| {
            inline.format == LINK && inline.address.is_none() && overlaps(&inline.whole, part)
        })
    };
    !parts.iter().any(had_address) && expected.is_met(parsed, &after)
}
